/** What other modules may use of the clients. */
export { likelyProduct, productKey } from './calc.ts'
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
export {
  contactsByIds,
  contactsByKeys,
  deleteImportedContacts,
  insertContacts,
  type NewContact,
} from './data/bulk-contacts.ts'
export {
  addAlias,
  deleteProducts,
  insertProducts,
  type NewProduct,
  productSpellings,
  removeAlias,
  updateProducts,
} from './data/bulk-products.ts'
