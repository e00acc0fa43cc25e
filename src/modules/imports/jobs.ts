/** What the application runs for imports: a step of an import is a job. */
export { importJobs } from './service/import-jobs.ts'
