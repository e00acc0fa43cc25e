/** What other modules may use of incoming leads. */
export { handOverLeads, openLeadsOf } from './data/hand-over.ts'
