import { useSyncExternalStore } from 'react'
import { useMaybeViewer } from '../../session.tsx'
import { storedNames, storedText, storeText } from '../../stored-text.ts'
import { noLayout, type TableLayout, trimmed } from './layout.ts'

/** Where layouts are kept beyond this browser. */
export type LayoutServer = {
  load: () => Promise<Readonly<Record<string, TableLayout>>>
  keep: (table: string, layout: TableLayout) => Promise<unknown>
}

/** Dragging a column changes its width sixty times a second. */
const KEEP_AFTER_MS = 800

const listeners = new Set<() => void>()
const parsed = new Map<string, { text: string | null; layout: TableLayout }>()
const waiting = new Map<string, ReturnType<typeof setTimeout>>()
let server: LayoutServer | undefined

const nameOf = (personId: string | undefined, table: string) => `mostik.table.${personId ?? ''}.${table}`

/** What this browser remembers; the same object as long as nothing changes. */
function remembered(name: string): TableLayout {
  const text = storedText(name)
  const known = parsed.get(name)
  if (known?.text === text) return known.layout
  const layout = read(text)
  parsed.set(name, { text, layout })
  return layout
}

function read(text: string | null): TableLayout {
  try {
    const value: unknown = text === null ? null : JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : noLayout
  } catch {
    return noLayout
  }
}

/** Tables of this person that this browser remembers. */
function namesOf(personId: string): string[] {
  return storedNames(nameOf(personId, ''))
}

function remember(name: string, layout: TableLayout): void {
  const isKept = storeText(name, Object.keys(layout).length === 0 ? null : JSON.stringify(layout))
  // What was chosen holds until the page is left.
  if (!isKept) parsed.set(name, { text: null, layout })
  for (const tell of listeners) tell()
}

/** Takes over what the server keeps for this person, and sends it what changes from now on. Gives the function that ends it. */
export function connectLayouts(to: LayoutServer, personId: string): () => void {
  server = to
  void take(to, personId)
  return () => {
    if (server === to) server = undefined
  }
}

async function take(from: LayoutServer, personId: string): Promise<void> {
  try {
    const layouts = Object.entries(await from.load())
    const kept = new Map(layouts.map(([table, layout]) => [nameOf(personId, table), layout]))
    // What was changed a moment ago is newer than the answer; what was forgotten elsewhere is forgotten here.
    for (const name of new Set([...kept.keys(), ...namesOf(personId)])) {
      if (!waiting.has(name)) remember(name, kept.get(name) ?? noLayout)
    }
  } catch {
    // Without an answer the table stands as this browser remembers it.
  }
}

function keep(name: string, table: string): void {
  clearTimeout(waiting.get(name))
  if (!server) return
  const to = server
  waiting.set(
    name,
    setTimeout(() => {
      waiting.delete(name)
      to.keep(table, remembered(name)).catch(() => {
        // The next change sends all of it again.
      })
    }, KEEP_AFTER_MS),
  )
}

/** Keeps a layout of this person's from outside of its table: a view was saved, its columns are its own again. */
export function keepLayout(personId: string, table: string, layout: TableLayout): void {
  const name = nameOf(personId, table)
  remember(name, trimmed(layout))
  keep(name, table)
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export type LayoutState = {
  /** What the person has chosen, over what the page or the saved view proposes. */
  layout: TableLayout
  change: (patch: Partial<TableLayout>) => void
  reset: () => void
}

/**
 * The layout of a table as this person keeps it: at once in this browser, and with him on every other through the server.
 * `proposed`: that of a saved view, as long as he has not changed it.
 */
export function useTableLayout(table: string, proposed: TableLayout = noLayout): LayoutState {
  const personId = useMaybeViewer()?.id
  const name = nameOf(personId, table)
  const own = useSyncExternalStore(subscribe, () => remembered(name))
  const layout = own === noLayout || Object.keys(own).length === 0 ? proposed : own
  const put = (next: TableLayout) => {
    remember(name, trimmed(next))
    keep(name, table)
  }
  return { layout, change: (patch) => put({ ...layout, ...patch }), reset: () => put(noLayout) }
}
