import { companiesContract } from './contract/companies.ts'
import { contactsContract } from './contract/contacts.ts'
import { duplicatesContract } from './contract/duplicates.ts'
import { personalDataContract } from './contract/personal-data.ts'
import { timelineContract } from './contract/timeline.ts'

export {
  clientSort,
  type ClientSortName,
  clientSorts,
  companyFilter,
  type ContactFilter,
  contactFilter,
} from './contract/companies.ts'
export {
  type Choice,
  type DuplicatePair,
  type LikelyDuplicate,
  type MergeField,
  type MergeInfo,
} from './contract/duplicates.ts'
export type { FoundPerson } from './contract/personal-data.ts'
export {
  type ClientKind,
  clientKind,
  clientKinds,
  type CompanyCard,
  companyChanges,
  type CompanyChanges,
  type CompanyRow,
  consentKinds,
  type ConsentKind,
  type Consents,
  type Contact,
  type ContactCard,
  contactChanges,
  type ContactChanges,
  type ContactRow,
  type Email,
  type Link,
  newCompany,
  type NewCompanyFields,
  newContact,
  type NewContactFields,
  type Phone,
} from './contract/records.ts'
export { type ClientDeal, type TimelineEntry, type TimelineKind } from './contract/timeline.ts'

/** Companies and contacts, what happened with them, duplicates and merges, requests about personal data. */
export const clientsContract = {
  ...companiesContract,
  ...contactsContract,
  ...timelineContract,
  ...duplicatesContract,
  ...personalDataContract,
}
