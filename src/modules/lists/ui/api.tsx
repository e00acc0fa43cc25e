/** What pages with lists take from here. */
export type { BuilderField } from './builder-field.ts'
export { ExportMenu } from './export-menu.tsx'
export { FilterBuilder, usableFilter } from './filter-builder.tsx'
export { ListFilters } from './list-filters.tsx'
export { LostConditions } from './lost-conditions.tsx'
export { PageViews } from './page-views.tsx'
export { type ListViewState, useListView } from './use-list-view.ts'
