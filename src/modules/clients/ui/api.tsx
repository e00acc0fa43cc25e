/** What other modules may use of the clients: the hint that a client is here already. */
export { LikelyDuplicates, useLikely } from './likely.tsx'
