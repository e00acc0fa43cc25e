import type { ReactNode } from 'react'
import type { OwnView } from '#web/kit/view-row.tsx'
import css from './list-filters.module.css'
import type { ListViewState } from './use-list-view.ts'
import { ViewTabs } from './view-tabs.tsx'

type Props = {
  view: ListViewState
  /** The list's own views, where it has any: they stand in front of the saved ones. */
  own?: readonly OwnView[] | undefined
  /** The bar of filters. */
  children: ReactNode
}

/** What stands over a list: its saved views, and under them the filters. */
export function ListFilters({ view, own, children }: Props) {
  return (
    <div className={css.stack}>
      <ViewTabs {...view.tabs} own={own} />
      {children}
    </div>
  )
}
