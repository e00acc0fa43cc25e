/** Pieces of the comparison of sellers that other pages show. */
export { sellersTarget } from './filters.ts'
