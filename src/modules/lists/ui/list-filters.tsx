import type { ReactNode } from 'react'
import css from './list-filters.module.css'
import type { ListViewState } from './use-list-view.ts'
import { ViewTabs } from './view-tabs.tsx'

type Props = {
  view: ListViewState
  /** What the list is called without a view: «Все» when absent. */
  bare?: string | undefined
  /** The bar of filters. */
  children: ReactNode
}

/** What stands over a list: its saved views, and under them the filters. */
export function ListFilters({ view, bare, children }: Props) {
  return (
    <div className={css.stack}>
      <ViewTabs {...view.tabs} bare={bare} />
      {children}
    </div>
  )
}
