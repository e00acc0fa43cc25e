/** Pieces of UI that other modules may use. */
export { usePeopleOptions } from './use-org.ts'
export { currencyOptions, zoneOptions } from './options.ts'
