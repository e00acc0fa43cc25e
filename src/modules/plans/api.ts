/** What other modules may use of the plan. */
export { type Employment, employedPart } from './calc/employment.ts'
export { orgInSight } from './calc/in-sight.ts'
export { monthPlan } from './calc/month-plan.ts'
export { setCells } from './service/set-cells.ts'
export { type PlanLevel, type Subject, subjectTree } from './calc/subjects.ts'
