import type { DealDraft } from './read-deal.ts'
import { changed, rejected, type RowProblem } from './row-problem.ts'

/** What a deal is called: as the file says, else after its client and product, else after its number. */
export function dealTitle(draft: DealDraft, hasColumn: boolean, problems: RowProblem[]): string {
  if (draft.title !== '') return draft.title
  const client = draft.company || draft.contact
  const product = draft.lines[0]?.product ?? ''
  const made =
    [client, product].filter((part) => part !== '').join(' · ') || (draft.externalId && `№ ${draft.externalId}`)
  if (made === '') problems.push(rejected(null, '', 'NOTHING_TO_NAME'))
  // Where the file has no such column that is told once, on the mapping page.
  else if (hasColumn) problems.push(changed(null, '', 'TITLE_MADE', { title: made.slice(0, 200) }))
  return made.slice(0, 500)
}
