import type { Month } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import type { CycleTexts } from './texts.ru.ts'

const f = formats('en')
const month = (key: string): string => f.month(key as Month)

export const en = {
  lines: {
    ended: () => 'The month is over',
    inOrder: () => 'The month before is closed',
    planSet: () => 'The month has a plan',
    staleDeals: (n) => (n === 0 ? 'No overdue close dates' : `Open deals with a close date in the past: ${n}`),
    overdueTasks: (n) => (n === 0 ? 'No overdue tasks' : `Overdue tasks: ${n}, they go into the new month`),
    openCases: (n) => (n === 0 ? 'No open deviations' : `Open deviations: ${n}, they go into the new month`),
    resultsHeld: (n) => (n === 0 ? 'Results of the month are not held yet' : 'Results of the month are held'),
  },
  paper: {
    title: (name) => `Close of the month: ${name}`,
    closedAt: (when, who) => `Closed ${when}, ${who}`,
    system: 'the system',
    note: 'Note',
    plan: 'Plan',
    fact: 'Fact',
    attainment: 'Attainment',
    corrections: 'Corrections of earlier months',
    won: 'Deals won',
    people: 'By person',
    person: 'Person',
    nobody: 'Nobody',
    checklist: 'What was checked before the close',
    checked: 'What',
    state: 'How it was',
    states: { good: 'in order', watch: 'left open', bad: 'no' },
    frozen: 'These figures change no more: what is learnt later stands as a correction in the open month.',
    foot: (company, at) => `${company} · Mostik · made ${at}`,
  },
  errors: {
    CYCLE_PERIOD: 'A cycle is a month or a quarter: choose one of them.',
    MONTH_CLOSED: 'This month is closed already.',
    MONTH_CLOSING: 'This month is being closed. Wait until it is done; there is no need to press again.',
    MONTH_EMPTY: ({ month: key }) => `Nothing is recorded of ${month(key)}: there is nothing to close.`,
    MONTH_NOT_OVER: ({ month: key }) =>
      `${month(key)} is not over: it can be closed from the first day of the next month on.`,
    MONTH_ORDER: ({ month: key }) => `Months are closed one after another: the next one is ${month(key)}.`,
    MONTH_OPEN: 'This month is not closed.',
    MONTH_LATER_CLOSED: ({ month: key }) =>
      `Other months are closed after it, the last one is ${month(key)}. Open them from the last one back.`,
    REOPEN_REASON_REQUIRED: 'Write why you open a closed month: the reason stays in the audit log.',
    TIME_SHARES_SUM: 'The shares have to make 100 % together.',
    TIME_SHARE_CHANGED:
      'You have changed your estimate in another window. Nothing was overwritten: see what it is now and choose what to keep.',
  },
} satisfies CycleTexts
