/** What other modules may use of the clients. */
export { duplicateScore } from './calc/duplicates.ts'
export {
  companiesByIds,
  companiesByKeys,
  companyNames,
  type CompanyKeys,
  deleteCompanies,
  importedCompanies,
  insertCompanies,
  type NewCompany,
  type StoredCompany,
  updateCompanies,
} from './data/bulk-companies.ts'
export { waitForInn } from './data/companies.ts'
export {
  contactsByIds,
  contactsByKeys,
  deleteImportedContacts,
  insertContacts,
  type NamedContact,
  namedContacts,
  type NewContact,
} from './data/bulk-contacts.ts'
export { letTrigramsWait, sortTrigrams } from './data/trigrams.ts'
export { clientLists } from './service/client-files.ts'
