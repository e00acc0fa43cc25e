import type { Texts } from './texts.ru.ts'

export const en = {
  title: 'Records',
  kinds: {
    deal: 'Deals',
    company: 'Companies',
    contact: 'Contacts',
    person: 'People',
    task: 'Tasks',
    lead: 'Incoming',
    invoice: 'Invoices',
  },
  instead: (text: string) => `found by “${text}”`,
  alike: 'similar',
} satisfies Texts
