/** What other modules may use of incoming leads. */
export { momentAfter, type ResponseClock, waitedMinutes } from './calc/response-clock.ts'
export { insertPastLeads, type PastLead, type PastStep } from './data/bulk-leads.ts'
export { insertForm } from './data/forms.ts'
export { handOverLeads, openLeadsOf } from './data/hand-over.ts'
export { insertRule } from './data/rules.ts'
export { noteTurn } from './data/desk.ts'
export { writeSettings } from './data/settings.ts'
export { firstSettings } from './service/settings-of.ts'
