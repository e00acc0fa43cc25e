import type { Mapping } from './mapping.ts'
import type { DealDraft } from './read-deal.ts'
import { rejected } from './row-problem.ts'

/**
 * Puts rows of one deal together. Rows follow each other, or come from all over the file: then `counts` says for each
 * repeated id how many there are, and a deal waits for its last row. Rows of an id come out once, under their first line.
 */
export class RowGroups {
  readonly #repeated: Mapping['repeated']
  readonly #counts: ReadonlyMap<string, number>
  readonly #needsId: boolean
  readonly #waiting = new Map<string, { draft: DealDraft; left: number }>()
  readonly #first = new Map<string, number>()
  #previous: DealDraft | null = null

  constructor(repeated: Mapping['repeated'], counts: ReadonlyMap<string, number>, needsId: boolean) {
    this.#repeated = repeated
    this.#counts = counts
    this.#needsId = needsId
  }

  /** Takes rows in order, gives the deals that are complete. */
  take(drafts: readonly DealDraft[]): DealDraft[] {
    return drafts.flatMap((draft) => this.#one(draft))
  }

  /** What still waits when the file has ended. */
  end(): DealDraft[] {
    const rest = [...this.#waiting.values()].map(({ draft }) => draft)
    this.#waiting.clear()
    return rest
  }

  #one(draft: DealDraft): DealDraft | DealDraft[] {
    const previous = this.#previous
    this.#previous = draft
    const { externalId: id } = draft
    if (!this.#needsId) return draft
    if (id === '') {
      const twin = previous !== null && looksLike(draft, previous)
      draft.problems.push(
        rejected(
          null,
          draft.title,
          twin ? 'TWIN_WITHOUT_ID' : 'ID_MISSING',
          twin ? { line: previous.line } : undefined,
        ),
      )
      return draft
    }
    const count = this.#counts.get(id)
    if (count === undefined) return draft
    if (this.#repeated === 'reject') {
      const first = this.#first.get(id)
      if (first === undefined) this.#first.set(id, draft.line)
      else draft.problems.push(rejected(null, id, 'ID_REPEATED', { line: first }))
      return draft
    }
    const group = this.#waiting.get(id)
    if (!group) {
      this.#waiting.set(id, { draft, left: count - 1 })
      return []
    }
    this.#merge(group.draft, draft)
    group.left -= 1
    if (group.left > 0) return []
    this.#waiting.delete(id)
    return group.draft
  }

  #merge(into: DealDraft, draft: DealDraft): void {
    into.moves.push(...draft.moves)
    if (this.#repeated === 'history') {
      into.title ||= draft.title
      into.amountMinor ??= draft.amountMinor
      into.source ||= draft.source
      into.company ||= draft.company
    }
    into.lines.push(...draft.lines)
    if (this.#repeated === 'lines-sum' && draft.amountMinor !== null)
      into.amountMinor = (into.amountMinor ?? 0) + draft.amountMinor
    // A row that cannot be read spoils the sum of its deal.
    into.problems.push(...draft.problems)
  }
}

/** The row before says the same, with an id: exports of several contacts of a deal have such twins. */
function looksLike(draft: DealDraft, previous: DealDraft): boolean {
  return (
    previous.externalId !== '' &&
    draft.title === previous.title &&
    draft.owner === previous.owner &&
    draft.stage === previous.stage &&
    draft.amountMinor === previous.amountMinor &&
    draft.createdAt?.at === previous.createdAt?.at
  )
}
