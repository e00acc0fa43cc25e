/** What the modules that have lists use of this one. */
export type { FieldsById } from './calc/check-filter.ts'
export { type FieldKind, type FilterField, filterText, type Group } from './calc/filter.ts'
export { type Asked, type AskedGroup, type Asker, type Question } from './calc/resolve-filter.ts'
export { rowsByCursor } from './data/cursor-rows.ts'
export { insertView } from './data/views.ts'
export { filterSql, type SqlField } from './data/filter-sql.ts'
export type { ExportQuestion, ListAsTable, ListSource } from './service/list-source.ts'
export { askedFilter } from './service/asked-filter.ts'
