import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Inputs, Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { keepLayout } from '#web/kit/table/layouts.ts'
import { noLayout, type TableLayout, trimmed } from '#web/kit/table/layout.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { listsContract, ListView, TableLayout as KeptLayout } from '../contract.ts'
import { sameFilter } from './filter-builder.tsx'

/** Filters and order as they stand in an address. */
export type Search = Record<string, string>

type Views = Outputs<typeof listsContract>['views']
type Fields = Omit<Inputs<typeof listsContract>['addView'], 'list' | 'layout'> & { layout: TableLayout }

const nobody: Views = { views: [], defaultViewId: null, mayShare: ['private'], mayExport: false }

/** Name of a table with a view in it: each view keeps columns of its own. */
export const tableOfView = (list: string, viewId: string | undefined): string => (viewId ? `${list}@${viewId}` : list)

/** The saved views of a list, and what can be done to them. */
export function useListViews(list: string) {
  const client = useQueryClient()
  const errorText = useErrorText()
  const viewer = useViewer()
  const key = ['lists', 'views', list]
  const { data, isPending } = useQuery({
    queryKey: key,
    queryFn: () => api.lists.views({ list }),
    staleTime: 5 * 60_000,
  })
  const state = data ?? nobody
  const put = (change: (known: Views) => Views) => client.setQueryData<Views>(key, (known) => change(known ?? nobody))
  const orSay = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      throw thrown
    }
  }
  return {
    ...state,
    isPending,
    /** Whether the list shows what the view says. */
    isSame(view: ListView, search: Search, layout: TableLayout): boolean {
      const { where: one, ...others } = view.search
      const { where: two, ...own } = search
      return sameFilter(one, two) && same(others, own) && same(trimmed(view.layout), trimmed(layout))
    },
    forgetLayout: (viewId: string) => keepLayout(viewer.id, tableOfView(list, viewId), noLayout),
    async add(fields: Fields): Promise<ListView> {
      const view = await api.lists.addView({ ...fields, layout: kept(fields.layout), list })
      put((known) => ({ ...known, views: [...known.views, view] }))
      return view
    },
    async edit(id: string, fields: Partial<Fields>): Promise<ListView> {
      const { layout, ...rest } = fields
      const view = await orSay(api.lists.editView({ id, ...rest, ...(layout && { layout: kept(layout) }) }))
      put((known) => ({ ...known, views: known.views.map((one) => (one.id === id ? view : one)) }))
      if (layout) keepLayout(viewer.id, tableOfView(list, id), noLayout)
      return view
    },
    async remove(id: string): Promise<void> {
      await orSay(api.lists.removeView({ id }))
      put((known) => ({
        ...known,
        views: known.views.filter((view) => view.id !== id),
        defaultViewId: known.defaultViewId === id ? null : known.defaultViewId,
      }))
    },
    async order(ids: string[], defaultViewId: string | null): Promise<void> {
      put((known) => ({
        ...known,
        views: known.views.toSorted((one, two) => ids.indexOf(one.id) - ids.indexOf(two.id)),
        defaultViewId,
      }))
      await orSay(api.lists.orderViews({ list, ids, defaultViewId }))
    },
  }
}

const same = (one: object, two: object) => form(one) === form(two)
const form = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))

function kept(layout: TableLayout): KeptLayout {
  return JSON.parse(JSON.stringify(trimmed(layout))) as KeptLayout
}
