/** What other modules may use of hygiene. */
export { openByHeaviest } from './service/by-heaviest.ts'
export { judgeDeals, measureOf } from './service/judging.ts'
