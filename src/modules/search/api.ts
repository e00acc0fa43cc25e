export { indexRecords, startIndexing } from './jobs.ts'
