/** Pieces of plan/fact that other pages show. */
export { CourseChart, messageOf } from './course-chart.tsx'
export { PlanFigure } from './figure.tsx'
export { bookingsTarget, planFactTarget } from './filters.ts'
export { Headline } from './headline.tsx'
export { LineTable } from './line-table.tsx'
export { usePlanFact } from './use-planfact.ts'
