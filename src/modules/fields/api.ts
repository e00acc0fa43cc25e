/** What other modules may use of the fields: definitions, the check of values, and how they are written and read. */
export { isEmptyValue, missingAt } from './calc/checked-value.ts'
export { readValue } from './calc/conversion.ts'
export type { CustomChanges, CustomValues, Field, FieldKind, FieldSubject, FieldValue } from './contract.ts'
export { insertField } from './data/definitions.ts'
export { forgetLeftovers } from './data/values.ts'
export { checkCustom, colleagues, fieldsOf } from './service/check-custom.ts'
