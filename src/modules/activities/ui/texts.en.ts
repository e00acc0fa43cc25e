import type { ActivityTexts } from './texts.ru.ts'

export const en = {
  title: 'Activities',
  kinds: { call: 'Call', meeting: 'Meeting', demo: 'Demo', email: 'E-mail', message: 'Message' },
  add: 'Record',
  addTitle: 'What was done',
  kind: 'Kind',
  when: 'When',
  now: 'now',
  minutes: 'Length, min',
  result: 'Result',
  resultPlaceholder: 'What was agreed, the next step',
  added: (kind) => `${kind}: recorded`,
  empty: 'No contacts with the client are recorded yet.',
  emptyHint: 'Record the first call or meeting: norms count them, and the deal is seen to be alive.',
  planned: 'planned',
  more: 'Show more',
} satisfies ActivityTexts
