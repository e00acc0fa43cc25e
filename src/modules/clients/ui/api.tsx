/** What other modules may use of the clients: the hint that a client is here already, companies to choose from. */
export { companyName, companyOptions } from './company-options.ts'
export { LikelyDuplicates, useLikely } from './likely.tsx'
