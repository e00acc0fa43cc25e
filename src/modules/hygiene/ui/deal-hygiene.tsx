import type { CardPartProps } from '#web/kit/routing.tsx'
import css from './hygiene.module.css'
import { HygieneCell, ScoreMark, useReasonsText } from './score.tsx'
import { useHygiene } from './use-hygiene.ts'

/** One calm line on the card of a deal: its score and the worst reasons. A deal in order, a won and a lost one have none. */
export function DealHygiene({ id }: CardPartProps) {
  const hygiene = useHygiene(id)
  const textOf = useReasonsText()
  if (!hygiene || hygiene.broken === 0) return null
  return (
    <p className={css.line}>
      <ScoreMark score={hygiene.score} />
      <span>{textOf(hygiene)}</span>
    </p>
  )
}

/** The score of a deal in a list, the reasons on hover. */
export function DealHygieneCell({ id }: CardPartProps) {
  return <HygieneCell hygiene={useHygiene(id)} />
}
