import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'
import type { NewResult } from './data/results.ts'
import type { ActivitiesTexts } from './texts.ru.ts'

const next = (kind: NonNullable<NewResult['next']>['kind'], inDays: number) => ({ kind, inDays })

const f = formats('en')
export const kinds = {
  call: 'Call',
  meeting: 'Meeting',
  demo: 'Demo',
  email: 'E-mail',
  message: 'Message',
}
const named = (kind: string) => (kinds as Record<string, string>)[kind] ?? kind
/** Of one activity, at the beginning of a line. */
export const states = { planned: 'Planned', done: 'Took place', cancelled: 'Called off' }
export const columns = {
  start: 'When',
  kind: 'Kind',
  client: 'Client',
  title: 'About',
  deal: 'Deal',
  owner: 'Who',
  state: 'State',
  outcome: 'Outcome',
  result: 'Result',
  minutes: 'Minutes',
  shifts: 'Times moved',
  recorded: 'Recorded',
}
const contacts = (n: number) => `${n} ${plural('en', n, { one: 'contact', other: 'contacts' })}`

const firstResults: NewResult[] = [
  { kind: 'call', name: 'Next step agreed', isContact: true, next: next('call', 3) },
  { kind: 'call', name: 'Asked to call back', isContact: true, next: next('call', 1) },
  { kind: 'call', name: 'Thinking it over', isContact: true, next: next('call', 5) },
  { kind: 'call', name: 'No answer', isContact: false, next: next('call', 1) },
  { kind: 'call', name: 'Refused', isContact: true, next: null },
  { kind: 'meeting', name: 'Next step agreed', isContact: true, next: next('call', 2) },
  { kind: 'meeting', name: 'Wait for an offer', isContact: true, next: next('email', 1) },
  { kind: 'meeting', name: 'Thinking it over', isContact: true, next: next('call', 5) },
  { kind: 'meeting', name: 'Did not take place', isContact: false, next: next('call', 1) },
  { kind: 'meeting', name: 'Refused', isContact: true, next: null },
  { kind: 'demo', name: 'Liked it, discussing terms', isContact: true, next: next('call', 2) },
  { kind: 'demo', name: 'Have questions', isContact: true, next: next('call', 1) },
  { kind: 'demo', name: 'Does not fit', isContact: true, next: null },
  { kind: 'demo', name: 'Did not take place', isContact: false, next: next('call', 1) },
  { kind: 'email', name: 'Sent', isContact: false, next: next('call', 2) },
  { kind: 'email', name: 'Got an answer', isContact: true, next: next('call', 1) },
  { kind: 'message', name: 'Sent', isContact: false, next: next('call', 1) },
  { kind: 'message', name: 'Got an answer', isContact: true, next: next('call', 1) },
]

export const en = {
  errors: {
    ACTIVITY_IN_FUTURE: 'The date is in the future. Only what has taken place can be recorded.',
    ACTIVITY_CHANGED:
      'Somebody else has changed this record. Nothing was overwritten: look at what it is now and try again.',
    NOT_PLANNED: 'The record is closed already: it took place or was called off. Reload the page.',
    RESULT_REQUIRED: 'Say what came of it: choose from the list or write it.',
    CLIENT_REQUIRED: 'Say with whom: choose a deal, a company or a contact.',
    PLAN_IN_PAST: 'That time has passed. Plan it for today or later.',
    CALENDAR_TOO_LONG: 'The calendar shows 45 days and 20 people at most.',
    RESULT_EXISTS: 'This kind of contact has such a result already.',
    UNDO_TOO_LATE: 'It is too late to undo: the record has been changed since.',
  },
  notices: {
    ACTIVITY_PLANNED: ({ by, count, kind, title, day, time }) => ({
      title: count === 1 ? `Planned for you: ${named(kind).toLowerCase()}` : `Planned for you: ${contacts(count)}`,
      body: [`${f.dayLong(day as Day)}, ${time}`, title, `by ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_MOVED: ({ by, kind, title, reason, day, time }) => ({
      title: `${named(kind)}: moved to ${f.dayLong(day as Day)}, ${time}`,
      body: [title, reason, `by ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_CANCELLED: ({ by, kind, title, reason, day, time }) => ({
      title: `Called off: ${named(kind).toLowerCase()}, ${f.dayLong(day as Day)}, ${time}`,
      body: [title, reason, `by ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_SOON: ({ kind, title, client, time }) => ({
      title: `${named(kind)} at ${time}${client ? `: ${client}` : ''}`,
      body: title,
    }),
  },
  noticeNames: {
    ACTIVITY_PLANNED: 'A call or a meeting was planned for me',
    ACTIVITY_MOVED: 'My call or meeting was moved',
    ACTIVITY_CANCELLED: 'My call or meeting was called off',
    ACTIVITY_SOON: 'A meeting begins soon (15 minutes ahead)',
  },
  firstResults,
  /** Title of a task for which nobody has found one. */
  nextTask: 'Take the next step',
  file: {
    title: 'Activities',
    columns: { ...columns, id: 'ID' },
    kinds,
    states,
  },
} satisfies ActivitiesTexts
