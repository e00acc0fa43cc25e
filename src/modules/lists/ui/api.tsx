/** What pages with lists take from here. */
export type { BuilderField } from './builder-field.ts'
export { ExportMenu } from './export-menu.tsx'
export { FilterBuilder, usableFilter } from './filter-builder.tsx'
export { tableOfView, useListViews } from './use-list-views.ts'
export { PageViews } from './page-views.tsx'
export { ViewTabs } from './view-tabs.tsx'
