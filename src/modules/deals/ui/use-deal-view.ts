import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { tableOfView, useListViews } from '#modules/lists/ui/api.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { useLatest } from '#web/kit/use-latest.ts'
import { noLayout } from '#web/kit/table/layout.ts'
import { useTableLayout } from '#web/kit/table/layouts.ts'

export const DEALS_LIST = 'deals.list'
const PATH = '/deals'

/** What in the address is no part of a view. */
const PASSING = new Set(['view', 'deal', 'new'])

/** The saved view that is open: its filters come into the address, its columns are those of the table until the person changes them. */
export function useDealView(viewId: string | undefined) {
  const go = useGo()
  const raw: Record<string, string> = useSearch({ strict: false })
  const { views, defaultViewId, isPending } = useListViews(DEALS_LIST)
  const active = views.find(({ id }) => id === viewId)
  const table = tableOfView(DEALS_LIST, active?.id)
  const proposed = active?.layout ?? noLayout
  const { layout, change } = useTableLayout(table, proposed)
  const current = Object.fromEntries(Object.entries(raw).filter(([name]) => !PASSING.has(name)))
  const isBare = Object.keys(current).length === 0

  const open = (view: { id: string; search: Record<string, string> } | undefined, replace = false) =>
    go({ to: PATH, search: view ? { ...view.search, view: view.id } : {} }, { replace })

  // A link names the view alone; a list that is opened without anything begins with the person's first view.
  const begun = useRef(false)
  const wanted = viewId ?? (begun.current ? undefined : defaultViewId)
  const waiting =
    isPending || !isBare ? undefined : views.find(({ id, search }) => id === wanted && Object.keys(search).length > 0)
  const enter = useLatest({
    view: () => {
      begun.current ||= !isPending
      if (waiting && Object.keys(raw).every((name) => name === 'view')) open(waiting, true)
    },
  })
  useEffect(() => enter.view(), [enter, isPending, waiting?.id])

  return {
    path: PATH,
    table,
    proposed,
    layout,
    current,
    open,
    viewId: active?.id,
    /** A view has an order of its own, in the address; without one the person's last order is kept. */
    keepSort: (sort: string | undefined) => !active && change({ sort }),
  }
}
