/** What other modules may use of the organisation. */
export { isAtWork, isEmployed, worksHere, worksOn } from './calc/works-on.ts'
export {
  activatePerson,
  editOwnCard,
  languageOf,
  markInvited,
  type PersonForAccess,
  personForAccess,
} from './data/account.ts'
export { audit, type AuditActor } from './data/audit.ts'
export { createPeople, ensureDepartment, type NewPerson } from './data/bulk.ts'
export { calendarOf, workCalendar } from './data/calendar.ts'
export { insertCompany, timeZoneOf } from './data/company.ts'
export { findPerson, insertPerson, type Person } from './data/people.ts'
export { ratesOn } from './data/rates.ts'
export { type OrgDepartment, type OrgPerson, orgTree, peopleInScope } from './data/tree.ts'
export { can, isBelow, seesMore } from './policy.ts'
export { changingRights, onRightsChanged, rightsChanged } from './service/changes.ts'
export { inCompanyCurrency } from './service/rates.ts'
export { refusing } from './service/refusals.ts'
export { peopleList } from './service/people-list.ts'
