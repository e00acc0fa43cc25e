/** What other modules may use of the deals on their pages: deals to choose from. */
export { dealOptions } from './deal-options.ts'
