import type { CycleTexts } from './texts.ru.ts'

export const en = {
  errors: {
    CYCLE_PERIOD: 'A cycle is a month or a quarter: choose one of them.',
    MONTH_CLOSED: 'This month is closed already.',
    MONTH_CLOSING: 'This month is being closed. Wait until it is done; there is no need to press again.',
    MONTH_NOT_OVER: ({ month }) => `${month} is not over: it can be closed from the first day of the next month on.`,
    MONTH_ORDER: ({ month }) => `Months are closed one after another: the next one is ${month}.`,
    MONTH_OPEN: 'This month is not closed.',
    MONTH_LATER_CLOSED: ({ month }) => `${month} was closed after it. Open that one first.`,
    REOPEN_REASON_REQUIRED: 'Write why you open a closed month: the reason stays in the audit log.',
    TIME_SHARES_SUM: 'The shares have to make 100 % together.',
    TIME_SHARE_CHANGED: 'You have changed your estimate in another window. Reload the page.',
  },
} satisfies CycleTexts
