import { hash } from 'node:crypto'
import type { Tx } from '#core/db/gate.ts'
import {
  alikeDeals,
  hasDeals,
  hasDealsOf,
  importing,
  type WriteContext,
  writeContext,
  writeSums,
} from '#modules/deals/api.ts'
import { Counting, type ImportCounts, type RowOutcome } from '../calc/import-counts.ts'
import { hasTarget } from '../calc/mapping.ts'
import { changed } from '../calc/row-problem.ts'
import type { DealDraft } from '../calc/read-deal.ts'
import { RepeatFinder } from '../calc/repeats.ts'
import { insertRows } from '../data/import-rows.ts'
import { changeReport } from './change-report.ts'
import { type DealBooks, madeIds, madeNames, openBooks, writeBooks } from './deal-books.ts'
import { type ExistingDeals, existingDeals, NO_DEALS } from './existing-deals.ts'
import { decideLogs, planChange, type PlannedChange } from './plan-change.ts'
import { planDeal, type PlannedDeal } from './plan-deal.ts'
import { labelOf, type RunSettings } from './run-settings.ts'
import { writeChanges, writeCreated } from './write-deals.ts'

/** Deals of a file with those of them that are here already. */
interface KnownBatch {
  drafts: readonly DealDraft[]
  existing: ExistingDeals
}

/**
 * One passage of the rows of a file of deals: says what becomes of each, and does it when it is no dry run. The same code
 * decides in both, so that a commit does what its dry run said.
 */
export class DealRun {
  readonly #tx: Tx
  readonly #settings: RunSettings
  readonly #books: DealBooks
  readonly #context: WriteContext | null
  readonly #lookUp: boolean
  /** A dry run says which new deals look like ones that are here; what was agreed to is not asked again. */
  readonly #warns: boolean
  readonly #seen = new RepeatFinder()
  readonly #counting = new Counting()

  private constructor(
    tx: Tx,
    settings: RunSettings,
    books: DealBooks,
    context: WriteContext | null,
    { lookUp, warns }: { lookUp: boolean; warns: boolean },
  ) {
    this.#tx = tx
    this.#settings = settings
    this.#books = books
    this.#context = context
    this.#lookUp = lookUp
    this.#warns = warns
  }

  static async open(tx: Tx, settings: RunSettings): Promise<DealRun> {
    const { workspaceId, mapping, write, zone, now, personId, importId } = settings
    const books = await openBooks(tx, settings)
    if (write) {
      await books.stages.write(tx, workspaceId)
      await books.products.write(tx, workspaceId)
    }
    const origin = { actorId: personId, source: 'import' as const, importId }
    const wasHere = (companyId: string) => books.companies.wasHere(companyId)
    const context = write
      ? await importing(tx, await writeContext(tx, workspaceId, zone, origin, now), importId, wasHere)
      : null
    const lookUp = await hasDealsOf(tx, workspaceId, mapping.system)
    return new DealRun(tx, settings, books, context, { lookUp, warns: !write && (await hasDeals(tx, workspaceId)) })
  }

  /** Whether facts of deals that were here must be made anew. */
  get needsRebuild(): boolean {
    return this.#books.stages.extendsPipeline
  }

  /** Asks the database what it knows of a batch. In the order of the file; it may be ahead of the batches that are still to be taken. */
  async lookUp(drafts: readonly DealDraft[]): Promise<KnownBatch> {
    const { mapping } = this.#settings
    if (!hasTarget(mapping, 'externalId')) for (const draft of drafts) draft.externalId = this.#madeId(draft)
    const { companies, contacts } = this.#books
    const existing = this.#lookUp ? await existingDeals(this.#tx, this.#settings, contacts, drafts) : NO_DEALS
    await companies.prepare(this.#tx, drafts)
    await contacts.prepare(this.#tx, drafts)
    return { drafts, existing }
  }

  /** Takes one batch of deals; `rows` of the file went into them. */
  async take({ drafts, existing }: KnownBatch, rows: number): Promise<void> {
    this.#counting.rows += rows
    const created: PlannedDeal[] = []
    const known: PlannedChange[] = []
    const refused: DealDraft[] = []
    for (const draft of drafts) {
      const planned = planDeal(draft, existing, this.#books, this.#settings)
      const deal = existing.deals.get(draft.externalId)
      if (!planned) refused.push(draft)
      else if (deal) known.push(planChange(planned, deal, existing.lines.get(deal.id) ?? [], this.#settings))
      else created.push(planned)
    }
    if (this.#warns) await this.#warn(created)
    await decideLogs(this.#tx, this.#settings, known)
    return this.#finish(created, known, refused)
  }

  async #warn(created: readonly PlannedDeal[]): Promise<void> {
    const fields = created.map((one) => one.fields)
    const label = labelOf(this.#settings, 'title')
    for (const place of (await alikeDeals(this.#tx, this.#settings.workspaceId, fields)).keys())
      created[place]?.draft.problems.push(changed(label, fields[place]?.title ?? '', 'ALIKE_HERE'))
  }

  /** After the last batch. */
  async end(): Promise<void> {
    if (this.#context) await writeSums(this.#tx, this.#context)
  }

  result(): ImportCounts {
    return this.#counting.result(madeNames(this.#books), this.#books.products.unmatched())
  }

  made(): Record<string, string[]> {
    return madeIds(this.#books)
  }

  /** Several batches are under way: a function that waits holds what it was given, so that those who wait are given little. */
  async #finish(
    created: readonly PlannedDeal[],
    known: readonly PlannedChange[],
    refused: readonly DealDraft[],
  ): Promise<void> {
    const changes = known.filter(
      ({ set, moves, linesBefore }) => Object.keys(set).length > 0 || moves.length > 0 || linesBefore,
    )
    const reports = await changeReport(this.#tx, changes, this.#books, this.#settings)
    const updated = changes.map(({ deal, planned: { draft } }, index) => ({
      ...outcome(draft, 'update', deal.id),
      // When it came is known here, whatever the file leaves out.
      problems: [...draft.problems.filter(({ reason }) => reason !== 'CREATED_UNKNOWN'), ...(reports[index] ?? [])],
    }))
    const same = new Set<PlannedChange>(changes)
    const outcomes: RowOutcome[] = [
      ...created.map(({ id, draft }) => outcome(draft, 'create', id)),
      ...updated,
      ...refused.map((draft) => outcome(draft, 'rejected', null)),
      // What was noted of such a row was noted when it came; only that people know better is news.
      ...known
        .filter((change) => !same.has(change))
        .map(({ deal, planned: { draft } }) => ({
          ...outcome(draft, 'unchanged', deal.id),
          problems: draft.problems.filter(({ reason }) => reason === 'LOG_KEPT'),
        })),
    ]
    for (const one of outcomes) this.#counting.add(one)
    for (const { stage, fields } of [...created, ...known.map(({ planned }) => planned)])
      this.#counting.outcome(stage.meaning, fields.baseMinor)
    const kept = outcomes.filter(({ action, problems }) => action === 'update' || problems.length > 0)
    const written = this.#write(created)
    return this.#keep(changes.length > 0 ? this.#change(written, changes, updated) : written, kept)
  }

  /** Writes changes behind the new deals and notes with each what a revert needs. */
  async #change(written: Promise<unknown>, changes: readonly PlannedChange[], updated: RowOutcome[]): Promise<void> {
    await written
    if (!this.#context) return
    const befores = await writeChanges(this.#tx, this.#context, changes)
    for (const [index, one] of updated.entries()) one.before = befores[index] ?? null
  }

  async #keep(written: Promise<unknown>, kept: readonly RowOutcome[]): Promise<void> {
    await written
    await insertRows(this.#tx, this.#settings.workspaceId, this.#settings.importId, kept)
  }

  /** Writes new deals of the batch, and what they point at. A dry run writes nothing. */
  async #write(created: readonly PlannedDeal[]): Promise<unknown> {
    if (!this.#context) {
      this.#books.companies.forget()
      this.#books.contacts.forget()
      return undefined
    }
    // People first: whom a deal belongs to decides whether it may be written. It is worked out while the database writes the rest.
    await this.#books.owners.write(this.#tx, this.#settings.workspaceId)
    return Promise.all([
      writeBooks(this.#tx, this.#settings.workspaceId, this.#books),
      created.length > 0 && writeCreated(this.#tx, this.#context, created),
    ])
  }

  /** A file without ids: rows are known again by what does not change in a deal. */
  #madeId({ title, company, contact, contactPhone, contactEmail, createdAt, lines }: DealDraft): string {
    const text = [title, company, contact, contactPhone?.key, contactEmail, createdAt?.at, lines[0]?.product].join('\n')
    const id = `row-${hash('sha1', text, 'hex').slice(0, 24)}`
    this.#seen.add(id)
    const times = this.#seen.repeated.get(id) ?? 1
    return times === 1 ? id : `${id}-${times}`
  }
}

const outcome = ({ line, problems }: DealDraft, action: RowOutcome['action'], entityId: string | null): RowOutcome => ({
  line,
  action,
  entityId,
  problems,
  before: null,
})
