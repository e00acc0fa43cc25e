/** Own fields for the cards, forms and lists of other modules. */
export { type CustomDraft, CustomInputs, customMistakes } from './custom-inputs.tsx'
export { FieldEditor } from './field-editor.tsx'
export { FieldInput } from './field-input.tsx'
export { FieldText } from './field-text.tsx'
export { ownFieldId } from './own-field-id.ts'
export { type FieldsAnswer, type People, shownFields, useFields, useFieldsTexts } from './use-fields.ts'
