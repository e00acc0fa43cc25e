interface Page {
  rows: { id: string }[]
  nextCursor: string | null
}

/** Ids of all rows of a list, page after page. */
export async function pagesOf(ask: (cursor: string | undefined) => Promise<Page>): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    ids.push(...page.rows.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return ids
}
