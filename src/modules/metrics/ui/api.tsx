/** What other pages take from here: links to a cut. */
export { metricsTarget } from './filters.ts'
