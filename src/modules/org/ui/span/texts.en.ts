import type { SpanTexts } from './texts.ru.ts'

export const en = {
  title: 'Span of control',
  hint: 'The norm is 5 to 7 direct reports of one leader.',
  reports: { one: 'report', few: 'reports', many: 'reports' },
  verdicts: {
    few: 'below the norm: is a leader of its own needed here?',
    normal: 'within the norm',
    many: 'above the norm: no time is left for one-to-ones and listening to calls, divide the team',
  },
  bossless: (names) => `Without a manager: ${names}. Name one in the card of the person.`,
} satisfies SpanTexts
