/** What other modules may use of hygiene. */
export { judgeDeals, measureOf } from './service/judging.ts'
