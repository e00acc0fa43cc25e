/** What other modules may use of norms. */
export { addedUp, fulfilmentOfAll, type OfKind } from './calc/fulfilment.ts'
export { type Absence, absencesIn } from './data/norm-spans.ts'
export { can as canNorms } from './policy.ts'
export { daysOfPerson, type PersonDays } from './service/person-days.ts'
export { normsOf, type PersonNorms } from './service/norms-of.ts'
export { type NormItem, setRules } from './service/rules.ts'
export { tellStory } from './service/story.ts'
