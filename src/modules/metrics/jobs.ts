export { checkFactsJob } from './service/facts-check.ts'
