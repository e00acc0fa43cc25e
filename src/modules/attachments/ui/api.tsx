/** Files at a record, for the cards of other modules. */
export { Attachments } from './attachments.tsx'
