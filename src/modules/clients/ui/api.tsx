/** What other modules may use of the clients: the hint that a client is here already, companies to choose from, who is shown people of clients. */
import { can } from '../policy.ts'

export { companyName, companyOptions } from './company-options.ts'
export { LikelyDuplicates, useLikely } from './likely.tsx'

export const seesContacts = (viewer: { role: string }): boolean => can(viewer, 'readContacts')
