/** What other modules may use of the fields: definitions, the check of values, and how they are written and read. */
export { checkedValue, convertedValue, isEmptyValue, isShownIn, missingAt, readValue, writtenValue } from './calc.ts'
export type { CustomChanges, CustomValues, Field, FieldKind, FieldSubject, FieldValue } from './contract.ts'
export { checkCustom, fieldsOf } from './service/check-custom.ts'
