import type { Column, Sort } from './column.ts'

/** How a person keeps a table; what is left out is as the page has it. */
export type TableLayout = {
  /** Columns in his order. */
  order?: readonly string[] | undefined
  /** Column → shown or not, where it differs from the page's own. */
  visibility?: Readonly<Record<string, boolean>> | undefined
  /** Column → width in pixels. */
  sizing?: Readonly<Record<string, number>> | undefined
  /** Columns that stay at the left, in their order; the first column alone when absent. */
  pinned?: readonly string[] | undefined
  sort?: Sort | undefined
}

export const noLayout: TableLayout = {}

type Placed = Pick<Column<never>, 'id' | 'hidden' | 'always'>

/** Columns in the person's order: pinned ones first; one that is new since then stands where the page has it. */
export function arranged<C extends Placed>(columns: readonly C[], { order = [], pinned = [] }: TableLayout): C[] {
  const known = new Map(columns.map((column) => [column.id, column]))
  const ids = order.filter((id) => known.has(id))
  for (const [index, { id }] of columns.entries()) {
    if (ids.includes(id)) continue
    const before = columns.slice(0, index).findLast((one) => ids.includes(one.id))
    ids.splice(before ? ids.indexOf(before.id) + 1 : 0, 0, id)
  }
  const front = pinned.filter((id) => known.has(id))
  return [...front, ...ids.filter((id) => !front.includes(id))].flatMap((id) => known.get(id) ?? [])
}

export function isShown({ id, hidden, always }: Placed, { visibility }: TableLayout): boolean {
  return always === true || (visibility?.[id] ?? hidden !== true)
}

/** Whether the person (or the saved view) has arranged the columns: from then on they stand as they are kept. */
export function isArranged({ order, visibility, sizing, pinned }: TableLayout): boolean {
  return [order, visibility, sizing, pinned].some((kept) => kept !== undefined && Object.keys(kept).length > 0)
}

/** The layout with a column put before another one (or at the end); over the border of pinned columns it is pinned or let go. */
export function moved(columns: readonly Placed[], layout: TableLayout, id: string, before: string | null): TableLayout {
  const all = arranged(columns, layout).map((column) => column.id)
  const rest = all.filter((one) => one !== id)
  const place = before === null ? rest.length : rest.indexOf(before)
  if (place < 0 || id === before) return layout
  const order = rest.toSpliced(place, 0, id)
  const pinned = layout.pinned ?? []
  const others = pinned.filter((one) => one !== id)
  if (pinned.length === 0) return { ...layout, order }
  // Among the pinned ones: those that stand in front of the last of them.
  const last = Math.max(...others.map((one) => order.indexOf(one)), -1)
  const isPinned = order.indexOf(id) < last || (pinned.includes(id) && order.indexOf(id) === last + 1)
  return { ...layout, order, pinned: order.filter((one) => others.includes(one) || (one === id && isPinned)) }
}

/** The layout with a column moved over its neighbour in sight. */
export function stepped(columns: readonly Placed[], layout: TableLayout, id: string, step: -1 | 1): TableLayout {
  const shown = arranged(columns, layout).filter((column) => isShown(column, layout))
  const at = shown.findIndex((column) => column.id === id)
  const to = at + step
  if (at < 0 || to < 0 || to >= shown.length) return layout
  const before = step < 0 ? shown[to] : shown[to + 1]
  return moved(columns, layout, id, before?.id ?? null)
}

/** The layout with a column held at the left, or let go. The first column, which is held anyway, stays in front of it. */
export function pinnedAs(columns: readonly Placed[], layout: TableLayout, id: string, isPinned: boolean): TableLayout {
  const first = arranged(columns, layout).find((column) => isShown(column, layout))
  const held = layout.pinned?.length ? layout.pinned : first ? [first.id] : []
  const others = held.filter((one) => one !== id)
  return { ...layout, pinned: isPinned ? [...others, id] : others }
}

/** Without what says nothing, so that an untouched table is kept nowhere. */
export function trimmed(layout: TableLayout): TableLayout {
  const filled = Object.entries(layout).filter(([, value]) =>
    Array.isArray(value)
      ? value.length > 0
      : typeof value === 'object'
        ? Object.keys(value).length > 0
        : value !== undefined,
  )
  return Object.fromEntries(filled)
}
