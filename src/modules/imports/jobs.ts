/** What the application runs for imports: a step of an import is a job. */
export { importJobs, importSchedules } from './service/import-jobs.ts'
