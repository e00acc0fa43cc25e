import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { CaseMetric, Verdict } from './contract.ts'
import type { CasesTexts } from './texts.ru.ts'

const f = formats('en')

interface Opened {
  metric: CaseMetric
  subject: string
  gapMinor: number
  currency: string
  isMine: number
}

const verdicts: Record<Verdict, string> = {
  helped: 'Helped',
  didNotHelp: 'Did not help',
  cannotTell: 'Cannot tell',
  planChanged: 'Plan changed',
}
const metrics: Record<CaseMetric, string> = {
  pace: 'behind the plan',
  stage: 'a stage converts worse',
  norm: 'a norm is not met',
  hygiene: 'deals out of order',
}

export const en = {
  errors: {
    CASE_EXISTS: 'There is a case of this matter already: go on with that one.',
    CASE_NO_DATA: ({ what }: { what: string }) =>
      ({
        plan: 'No case can be opened: this period has no plan. Set one and try again.',
        notBegun: 'No case can be opened: the period has not begun, there is nothing to compare.',
        few: 'No case can be opened: too few deals to tell a deviation from chance.',
        norm: 'No case can be opened: this person has no norm. Set one first.',
        stage: 'No case can be opened: say which pipeline and stage.',
      })[what] ?? 'No case can be opened: this metric has no data.',
    CASE_NO_GAP: 'Nothing is behind: the fact is not worse than it should be.',
    CASE_NO_OWNER: 'The department has no head: name one in the structure, so that somebody answers for the case.',
    CASE_CHANGED: 'Somebody else has changed the case meanwhile. Reload the page and repeat.',
    CASE_CLOSED: 'The case is closed. Take it up again to change it.',
    CASE_OPEN: 'The case is open anyway.',
    CASE_DATE_PAST: 'That day is over: choose today or later.',
    CASE_DOER_UNKNOWN: 'This person cannot be given the action: not in your team, or no longer here.',
    CASE_TARGET_UNFIT: 'Moves to the next stage are measured in cases of a stage only. Choose another metric.',
    CASE_NO_ACTION: 'There is nothing to check: the case has no action.',
    CASE_TOO_EARLY: ({ on }: { on: string }) =>
      `It is too early: two whole weeks have to pass after the action has begun. Come back on ${f.dayFull(on as never)}.`,
    CASE_NOTE_NEEDED: 'Your verdict differs from the measured one (or nothing was measured): say what it stands on.',
    CASE_ACTION_KNOWN: 'The library has this action already.',
  },
  notices: {
    CASE_OPENED: ({ metric, subject, gapMinor, currency, isMine }: Opened) => ({
      title: isMine
        ? `A case about you was opened: ${metrics[metric]}`
        : `A case was opened: ${subject}, ${metrics[metric]}`,
      body: isMine
        ? `${f.moneyCompact(gapMinor, currency as Currency)}. Look at the causes and say what you see: your head reads it at once.`
        : `${f.moneyCompact(gapMinor, currency as Currency)}. Look at the causes and decide what to do.`,
    }),
    CASE_COMMENT: ({ by, text }: { by: string; text: string }) => ({ title: `${by} says in a case`, body: text }),
    CASE_CHECKED: ({ verdict, action }: { verdict: Verdict; action: string }) => ({
      title: `Effect measured: ${verdicts[verdict].toLowerCase()}`,
      body: `“${action}”. Draw the conclusion.`,
    }),
    CASE_CLOSED: ({ verdict, by }: { verdict: Verdict; by: string }) => ({
      title: `Case closed: ${verdicts[verdict].toLowerCase()}`,
      body: `Closed by ${by}`,
    }),
  },
  noticeNames: {
    CASE_OPENED: 'A case was opened',
    CASE_COMMENT: 'An answer in a case',
    CASE_CHECKED: 'The effect of an action was measured',
    CASE_CLOSED: 'A case was closed',
  },
} satisfies CasesTexts
