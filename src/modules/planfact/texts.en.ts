import type { PlanfactTexts } from './texts.ru.ts'

export const en = {
  errors: {},
  lines: { team: 'My people', nobody: 'Nobody’s' },
  figures: {
    plan: {
      title: 'Plan',
      formula: 'Plans of people and what the department has not distributed. A part of a month goes by working days.',
      filled: null,
    },
    fact: {
      title: 'Fact',
      formula: 'Won deals by the day of the win; returns and changed amounts in the month in which they happened.',
      filled: null,
    },
    won: { title: 'Deals won', formula: 'Wins less returns of the period.', filled: null },
    attainment: {
      title: 'Attainment',
      formula: 'Fact ÷ plan',
      filled: ({ fact, plan, value }) => `${fact} ÷ ${plan} = ${value}`,
    },
    due: {
      title: 'Due by now',
      formula: 'Plan of the part that has begun: each month’s plan goes by its working days, today included.',
      filled: ({ plan, share, value, elapsed, total }) =>
        `${plan} × ${share} = ${value} (working days gone: ${elapsed} of ${total})`,
    },
    deviation: {
      title: 'Deviation',
      formula: 'Fact − due by now',
      filled: ({ fact, due, value }) => `${fact} − ${due} = ${value}`,
    },
    runRate: {
      title: 'Run rate',
      formula: 'Fact ÷ working days gone × working days of the period',
      filled: ({ fact, elapsed, total, value }) => `${fact} ÷ ${elapsed} × ${total} = ${value}`,
    },
    requiredPerDay: {
      title: 'Required per working day',
      formula: '(Plan − fact) ÷ working days left after today',
      filled: ({ plan, fact, left, value }) => `(${plan} − ${fact}) ÷ ${left} = ${value}`,
    },
    averageCheck: {
      title: 'Average check',
      formula: 'Sum of won deals ÷ their number',
      filled: ({ fact, deals, value }) => `${fact} ÷ ${deals} = ${value}`,
    },
    previous: {
      title: 'Previous period',
      formula: 'Fact of as many days of the previous period. Growth = (fact − it) ÷ it.',
      filled: ({ fact, then, growth }) => `(${fact} − ${then}) ÷ ${then} = ${growth}`,
    },
    lastYear: {
      title: 'A year ago',
      formula: 'Fact of as many days of the same period last year. Growth = (fact − it) ÷ it.',
      filled: ({ fact, then, growth }) => `(${fact} − ${then}) ÷ ${then} = ${growth}`,
    },
  },
  why: {
    noPlan: 'There is no plan.',
    tooEarly: 'Fewer than three working days are gone: too early to judge.',
    notBegun: 'The period has not begun.',
    noDaysLeft: 'No working days are left.',
    nothingWon: 'No deals were won.',
  },
  undistributed: 'Not distributed',
} satisfies PlanfactTexts
