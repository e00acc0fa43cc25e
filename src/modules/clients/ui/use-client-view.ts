import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { tableOfView, useListViews } from '#modules/lists/ui/api.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { noLayout } from '#web/kit/table/layout.ts'
import { useTableLayout } from '#web/kit/table/layouts.ts'
import type { ClientKind } from '../contract.ts'

const PATH = '/clients'

/** What in the address is no part of a view. */
const PASSING = new Set(['view', 'new', 'company', 'kind'])

/** The saved view that is open: its filters come into the address, its columns are those of the table until the person changes them. */
export function useClientView(kind: ClientKind, viewId: string | undefined) {
  const go = useGo()
  const raw: Record<string, string> = useSearch({ strict: false })
  const list = `clients.${kind}`
  const { views, defaultViewId, isPending } = useListViews(list)
  const active = views.find(({ id }) => id === viewId)
  const table = tableOfView(list, active?.id)
  const proposed = active?.layout ?? noLayout
  const { layout } = useTableLayout(table, proposed)
  const current = Object.fromEntries(Object.entries(raw).filter(([name]) => !PASSING.has(name)))
  const isBare = Object.keys(current).length === 0

  const open = (view: { id: string; search: Record<string, string> } | undefined, replace = false) =>
    go(
      { to: PATH, search: { ...view?.search, ...(view && { view: view.id }), ...(kind === 'contact' && { kind }) } },
      { replace },
    )

  // A link names the view alone; a list that is opened without anything begins with the person's first view.
  const begun = useRef<string>(undefined)
  useEffect(() => {
    if (isPending) return
    const wanted = viewId ?? (begun.current === list ? undefined : defaultViewId)
    begun.current = list
    const view = views.find(({ id }) => id === wanted)
    if (view && isBare && (viewId === undefined || Object.keys(view.search).length > 0)) open(view, true)
    // Once a list and a view: what the person does afterwards stays.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isPending, viewId, list])

  return { list, path: PATH, table, proposed, layout, current, open, viewId: active?.id }
}

export type ClientView = ReturnType<typeof useClientView>
