import type { CaseState, Verdict } from '../contract.ts'
import css from './cases.module.css'
import { useCasesTexts } from './use-cases.ts'

/** Where a case stands: waits for a decision, is acted on, is due, or how it ended. */
export function StateMark({ state, verdict, isDue }: { state: CaseState; verdict: Verdict | null; isDue: boolean }) {
  const texts = useCasesTexts()
  const tone = state === 'closed' ? verdict : isDue ? 'due' : state
  const word = state === 'closed' && verdict ? texts.verdicts[verdict] : isDue ? texts.due : texts.states[state]
  return (
    <span className={css.mark} data-tone={tone}>
      {word}
    </span>
  )
}

/** The measured or chosen end of an action. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const texts = useCasesTexts()
  return (
    <span className={css.mark} data-tone={verdict}>
      {texts.verdicts[verdict]}
    </span>
  )
}
