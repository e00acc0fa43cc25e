/** What waits for the network, in this browser's own database: it outlives a reload and a closed tab. */

export interface KeptWrite {
  /** Its Idempotency-Key: sent twice it is done once. */
  key: string
  /** In the order in which they were made. */
  madeAt: number
  /** Whose it is: nobody else's session sends it. */
  personId: string
  method: string
  path: string
  body: string
  /** Says to a person what it is: «Перенос: Насосы → Договор». */
  title: string
  /** The record that it changes: writes to one record go with the version that the one before has made. */
  record: string
  /** The page of the record. */
  page: string
  tries: number
  /** The server has refused it: what it said. */
  refusal: { code: string; sentence: string } | null
}

const DATABASE = 'mostik'
const STORE = 'outbox'

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1)
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE, { keyPath: 'key' }))
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('no database in this browser')))
  })
  return opened
}

async function inStore<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>) {
  const database = await open()
  return new Promise<Result>((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const asked = work(transaction.objectStore(STORE))
    transaction.addEventListener('complete', () => resolve(asked.result))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('not kept')))
  })
}

/** Oldest first. */
export async function keptWrites(): Promise<KeptWrite[]> {
  const all = (await inStore('readonly', (store) => store.getAll())) as KeptWrite[]
  return all.toSorted((a, b) => a.madeAt - b.madeAt)
}

export const putWrite = (write: KeptWrite) => inStore('readwrite', (store) => store.put(write))

export const removeWrite = (key: string) => inStore('readwrite', (store) => store.delete(key))
