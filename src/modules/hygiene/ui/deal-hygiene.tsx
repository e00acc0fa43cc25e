import { useMemo } from 'react'
import type { CardPartProps } from '#web/kit/routing.tsx'
import css from './hygiene.module.css'
import { ScoreMark, useReasonsText } from './score.tsx'
import { useHygieneScores } from './use-hygiene.ts'

/** One calm line on the card of a deal: its score and the worst reasons. A deal in order, a won and a lost one have none. */
export function DealHygiene({ id }: CardPartProps) {
  const ids = useMemo(() => [id], [id])
  const hygiene = useHygieneScores(ids).get(id)
  const textOf = useReasonsText()
  if (!hygiene || hygiene.broken === 0) return null
  return (
    <p className={css.line}>
      <ScoreMark score={hygiene.score} />
      <span>{textOf(hygiene)}</span>
    </p>
  )
}
