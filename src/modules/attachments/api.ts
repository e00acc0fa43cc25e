/** What other modules may use of files. */
export { type Subject as FileSubject, type SubjectType as FileSubjectType } from './contract.ts'
