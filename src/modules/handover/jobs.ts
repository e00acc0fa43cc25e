/** What the application runs for hand-overs. */
export { handoverJob } from './service/handover-job.ts'
