/** What other modules may use of templates. */
export { beginTemplates } from './service/first-templates.ts'
