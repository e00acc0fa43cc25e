import type { RitualsTexts } from './texts.ru.ts'

export const en = {
  caseMetrics: { pace: 'pace of the plan', stage: 'stage of the pipeline', norm: 'norm', hygiene: 'hygiene of deals' },
  errors: {
    RITUAL_DAYS: 'Choose two months at most, the first day no later than the last.',
    RITUAL_SCHEDULE: 'Choose a weekday at least; for a month or a quarter the number of the working day.',
    RITUAL_TEMPLATE_CHANGED: 'Somebody else has changed this ritual. Reload the page.',
    RITUAL_CHANGED: 'Somebody else has changed the notes of this meeting. Your text stays on the page, write it again.',
    RITUAL_OVER: 'This meeting is over or called off.',
    RITUAL_REASON_REQUIRED: 'Write why the meeting is called off.',
    RITUAL_NOT_HELD: 'The protocol is sent after the meeting: end it first.',
    DECISION_INCOMPLETE: 'A decision needs an owner and a day. Without them it is a note: leave both fields empty.',
    DECISION_PAST: 'The day of the decision is past: choose today or later.',
  },
  notices: {
    RITUAL_PROTOCOL: ({ name, day, decisions }) => ({
      title: `Protocol: ${name}, ${day}`,
      body: decisions ?? 'No decisions.',
    }),
  },
  noticeNames: { RITUAL_PROTOCOL: 'Protocol of a meeting' },
} satisfies RitualsTexts
