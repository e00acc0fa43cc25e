/** Something to do on a day. */
export interface ToDo {
  id: string
  /** Milliseconds; null: some time of the day. */
  at: number | null
}

/** In the order in which the day goes: what has its time by the time, what has none after it; the same moment by id. */
export function inOrder<Item extends ToDo>(items: readonly Item[]): Item[] {
  const place = ({ at }: ToDo) => at ?? Number.MAX_SAFE_INTEGER
  return items.toSorted((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
}
