/** What the application runs for the cycle: a month is closed in the background. */
export { closeJob } from './service/close-job.ts'
