/** What other pages take from here: links to a cut and to the records behind a figure. */
export { metricsTarget, recordsTarget } from './filters.ts'
