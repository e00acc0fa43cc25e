const running = new Map<string, Promise<unknown>>()
/** What a version has become by our own edits: by record and version. */
const ours = new Map<string, number>()

function present(record: string, version: number): number {
  const next = ours.get(`${record} ${version}`)
  return next === undefined ? version : present(record, next)
}

/** An answer that tells no version has made none that we know. */
const versionOf = (saved: unknown): number | undefined =>
  typeof saved === 'object' && saved !== null && 'version' in saved && typeof saved.version === 'number'
    ? saved.version
    : undefined

/**
 * Sends an edit of a record behind those of this window that are on their way, with the version that they have made of the one it was begun on: who
 * edits two cells of a row, or a card and its row, is not in his own way. Somebody else's edit in between is refused by the server as ever.
 * `record`: 'deal:…', as the outbox names it. Throws what `send` throws; the next one is sent all the same.
 */
export async function sendInTurn<Saved>(
  record: string,
  version: number,
  send: (version: number) => Promise<Saved>,
): Promise<Saved> {
  const mine = (running.get(record) ?? Promise.resolve())
    .catch(() => undefined)
    .then(async () => {
      const base = present(record, version)
      const saved = await send(base)
      const made = versionOf(saved)
      if (made !== undefined && made > base) ours.set(`${record} ${base}`, made)
      return saved
    })
  running.set(record, mine)
  try {
    return await mine
  } finally {
    if (running.get(record) === mine) running.delete(record)
  }
}
