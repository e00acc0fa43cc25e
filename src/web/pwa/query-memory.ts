import { dehydrate, hydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query'

/**
 * The last answers, kept in this browser for a start without a network: what was on the screen in the morning can be read in the lift. Only what a
 * seller needs on the way, of one person, for a day; signing out removes it.
 */

const DATABASE = 'mostik-memory'
const STORE = 'answers'
const KEPT_MS = 24 * 3_600_000
/** So long after the last answer it is kept; while answers keep coming, so often. */
const SETTLED_MS = 1_500
const SAVE_EVERY_MS = 20_000
const MOST_ANSWERS = 80
const MODULES = new Set([
  'deals',
  'home',
  'tasks',
  'activities',
  'leads',
  'clients',
  'payments',
  'products',
  'notices',
  'options',
  'fields',
  'activityResults',
  'planfact',
])

interface Memory {
  personId: string
  at: number
  state: DehydratedState
}

async function inStore<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>) {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1)
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE))
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('no database in this browser')))
  })
  return new Promise<Result>((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const asked = work(transaction.objectStore(STORE))
    transaction.addEventListener('complete', () => {
      database.close()
      resolve(asked.result)
    })
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('not kept')))
  })
}

/** Keeps the answers of this person from now on. Gives how to stop. */
export function rememberAnswers(client: QueryClient, personId: string): () => void {
  if (!('indexedDB' in globalThis)) return () => {}
  let isChanged = false
  let settling: ReturnType<typeof setTimeout> | undefined
  const stopWatching = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    isChanged = true
    clearTimeout(settling)
    settling = setTimeout(save, SETTLED_MS)
  })
  const save = () => {
    if (!isChanged) return
    isChanged = false
    const state = dehydrate(client, {
      shouldDehydrateQuery: ({ queryKey: [module], state: { status } }) =>
        status === 'success' && MODULES.has(String(module)),
    })
    // What cannot be kept (a full disk, a private window) costs only the start without a network.
    keep(personId, state.queries).catch(() => {})
  }
  const onHide = () => {
    if (document.hidden) save()
  }
  const timer = setInterval(save, SAVE_EVERY_MS)
  document.addEventListener('visibilitychange', onHide)
  return () => {
    stopWatching()
    clearTimeout(settling)
    clearInterval(timer)
    document.removeEventListener('visibilitychange', onHide)
  }
}

/** Keeps these answers beside those of earlier pages: a page that was loaded anew has seen only what it shows. */
async function keep(personId: string, fresh: DehydratedState['queries']): Promise<void> {
  const before = await lastMemory(personId)
  const seen = new Set(fresh.map(({ queryHash }) => queryHash))
  const isYoung = ({ state }: (typeof fresh)[number]) => Date.now() - state.dataUpdatedAt < KEPT_MS
  const earlier = before?.state.queries.filter((query) => !seen.has(query.queryHash) && isYoung(query)) ?? []
  const queries = [...fresh, ...earlier]
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .slice(0, MOST_ANSWERS)
  const memory: Memory = { personId, at: Date.now(), state: { mutations: [], queries } }
  await inStore('readwrite', (store) => store.put(memory, 'last'))
}

async function lastMemory(personId: string): Promise<Memory | undefined> {
  const memory = (await inStore('readonly', (store) => store.get('last')).catch(() => undefined)) as Memory | undefined
  return memory?.personId === personId && Date.now() - memory.at < KEPT_MS ? memory : undefined
}

/** Puts the kept answers of this person into the cache; they are old, and asked for anew as soon as there is a network. */
export async function recallAnswers(client: QueryClient, personId: string): Promise<void> {
  const memory = await lastMemory(personId)
  if (memory) hydrate(client, memory.state)
}

export async function forgetAnswers(): Promise<void> {
  await inStore('readwrite', (store) => store.clear()).catch(() => {})
}
