/** What other modules may use of the clients: links to cards, and the hint that a client is here already. */
export { LikelyDuplicates, type TypedIn, useLikely } from './likely.tsx'
export { clientTarget, companyTarget, contactTarget } from './use-clients.ts'
