import css from './hygiene.module.css'
import { reasonText } from './reason-text.ts'
import { type Hygiene, useHygieneTexts } from './use-hygiene.ts'

/** Below this a deal is in a bad way, and below that it needs a hand. */
const BAD = 50
const BEHIND = 80

const toneOf = (score: number) => (score < BAD ? 'bad' : score < BEHIND ? 'behind' : undefined)

/** The score as a short bar with its figure. */
export function ScoreMark({ score, why, small = false }: { score: number; why?: string; small?: boolean }) {
  const texts = useHygieneTexts()
  return (
    <span
      className={css.mark}
      data-tone={toneOf(score)}
      data-small={small || undefined}
      title={why ?? `${texts.score}: ${texts.scoreHint}`}
    >
      <i aria-hidden>
        <b style={{ width: `${score}%` }} />
      </i>
      <span aria-label={[texts.ofHundred(score), why].filter(Boolean).join(': ')}>{score}</span>
    </span>
  )
}

/** The score in a cell of a list, the worst reasons on hover. Empty for closed deals. */
export function HygieneCell({ hygiene }: { hygiene: Hygiene | null | undefined }) {
  const textOf = useReasonsText()
  if (!hygiene) return null
  return (
    <span title={textOf(hygiene)}>
      <ScoreMark score={hygiene.score} why={textOf(hygiene)} small />
    </span>
  )
}

/** The worst reasons as one text. */
export function useReasonsText(): (hygiene: Pick<Hygiene, 'reasons' | 'broken'>) => string {
  const texts = useHygieneTexts()
  return ({ reasons, broken }) => {
    const words = reasons.map((reason) => reasonText(reason, texts))
    if (broken > reasons.length) words.push(texts.more(broken - reasons.length))
    return words.join('; ')
  }
}
