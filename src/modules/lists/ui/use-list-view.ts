import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useGo } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { arranged, isShown, noLayout } from '#web/kit/table/layout.ts'
import { useTableLayout } from '#web/kit/table/layouts.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { type Search, tableOfView, useListViews } from './use-list-views.ts'

type Options = {
  /** As views and files name it: 'deals.list'. */
  list: string
  /** Where the list lives. */
  path: string
  /** Where in the address the view stands; `view` when absent. */
  param?: string
  /** What else in the address is no part of a view: an open card, a form. */
  passing?: readonly string[]
  /** What stays in the address whichever view is open. */
  always?: Search
  /** The table when no view is open; the list's own name when absent. */
  table?: string
}

/** The saved view that is open: its filters come into the address, its columns are those of the table until the person changes them. */
export function useListView({ list, path, param = 'view', passing = [], always = {}, table: bare = list }: Options) {
  const go = useGo()
  const raw: Record<string, string> = useSearch({ strict: false })
  const { views, defaultViewId, isPending } = useListViews(list)
  const viewId = raw[param]
  const active = views.find(({ id }) => id === viewId)
  const table = active ? tableOfView(list, active.id) : bare
  const proposed = active?.layout ?? noLayout
  const { layout, change } = useTableLayout(table, proposed)
  const isPassing = (name: string) => name === param || passing.includes(name) || name in always
  const current = Object.fromEntries(Object.entries(raw).filter(([name]) => !isPassing(name)))
  const isBare = Object.keys(current).length === 0

  const open = (view: { id: string; search: Search } | undefined, replace = false) =>
    go({ to: path, search: { ...view?.search, ...always, ...(view && { [param]: view.id }) } }, { replace })

  // A link names the view alone; a list that is opened without anything begins with the person's first view.
  const begun = useRef<string>(undefined)
  const wanted = viewId ?? (begun.current === list ? undefined : defaultViewId)
  const waiting =
    isPending || !isBare ? undefined : views.find(({ id, search }) => id === wanted && Object.keys(search).length > 0)
  const enter = useLatest({
    view: () => {
      if (!isPending) begun.current = list
      if (waiting && Object.keys(raw).every((name) => name === param || name in always)) open(waiting, true)
    },
  })
  useEffect(() => enter.view(), [enter, isPending, list, waiting?.id])

  return {
    /** For ViewTabs. */
    tabs: { list, path, param, always, current, viewId: active?.id, layout, open },
    /** Whether a saved view is open. */
    isOpen: active !== undefined,
    table,
    proposed,
    layout,
    /** Columns in sight, in their order: those of a file. */
    shown: (columns: readonly Pick<Column<never>, 'id' | 'hidden' | 'always'>[]): string[] =>
      arranged(columns, layout)
        .filter((column) => isShown(column, layout))
        .map(({ id }) => id),
    /** A view has an order of its own, in the address; without one the person's last order is kept. */
    keepSort: (sort: string | undefined) => {
      if (!active) change({ sort })
    },
  }
}

export type ListViewState = ReturnType<typeof useListView>
