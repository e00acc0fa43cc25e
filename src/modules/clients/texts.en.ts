import { formats } from '#core/i18n/format.ts'
import type { ClientsTexts } from './texts.ru.ts'

const records = (n: number) => formats('en').counted(n, { one: 'record', few: 'records', many: 'records' })

export const en = {
  file: {
    titles: { company: 'Companies', contact: 'Contacts' },
    columns: {
      name: 'Name',
      fullName: 'Full name',
      inn: 'INN',
      industry: 'Industry',
      region: 'Region',
      jobTitle: 'Job title',
      company: 'Company',
      phone: 'Phone',
      email: 'E-mail',
      tags: 'Tags',
      owner: 'Responsible',
      created: 'Here since',
      id: 'Number in Mostik',
    },
  },
  errors: {
    INN_WRONG: 'The INN does not check out: it has 10 or 12 digits, and the check digit must fit.',
    KPP_WRONG:
      'A KPP has nine characters: the tax office, the reason, the number. An entrepreneur with an INN of 12 digits has none.',
    PHONE_WRONG: ({ value }) => `“${value}” does not look like a phone number. Write it with its area code.`,
    EMAIL_WRONG: ({ value }) => `“${value}” does not look like an e-mail address: check the @ and the domain.`,
    NOT_A_LINK: 'A link begins with https:// or http://.',
    COMPANY_EXISTS: ({ name }) => `A company with this INN is here already: ${name}.`,
    CLIENT_CHANGED:
      'Somebody else has changed this record. Nothing was overwritten: see what it is now and choose what to keep.',
    CLIENT_MERGED: ({ into, by }) =>
      `The card has been merged with “${into.name}”${by ? ` by ${by}` : ''} already. Open that one.`,
    PARENT_LOOP: 'This makes a circle: a company cannot belong to a holding that belongs to it.',
    CLIENT_IN_USE: ({ records: n }) =>
      `The card holds ${records(n)}: it cannot be deleted for good, or figures would change. Merge it with another one or leave it in the trash.`,
    NOT_IN_TRASH: 'Only what is in the trash is deleted for good. Put the card there first.',
    MERGE_NOT_LAST: ({ into }) => `The card was merged with “${into.name}” afterwards. Take that merge back first.`,
    MERGE_TOO_OLD: 'A merge can be taken back for 30 days, and only while the data of the person are not erased.',
    MERGE_UNDONE: 'This merge has been taken back already.',
    PERSON_ERASED: 'The data of this person have been erased already.',
  },
} satisfies ClientsTexts
