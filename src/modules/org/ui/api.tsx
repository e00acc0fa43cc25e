/** Pieces of UI that other modules may use. */
export { currencyOptions, zoneOptions } from './options.ts'
export { useRoleNames } from './use-org.ts'
