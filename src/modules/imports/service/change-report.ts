import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { decimalOfMinor } from '#core/files/write-cells.ts'
import { type Currency, minorDigits } from '#core/money/currency.ts'
import { changed, type RowProblem } from '../calc/row-problem.ts'
import type { DealBooks } from './deal-books.ts'
import type { PlannedChange } from './plan-change.ts'
import { labelOf, type RunSettings } from './run-settings.ts'

/** For each change: what was and what is to be, in words that people know. */
export async function changeReport(
  tx: Tx,
  changes: readonly PlannedChange[],
  books: DealBooks,
  settings: RunSettings,
): Promise<RowProblem[][]> {
  if (changes.length === 0) return []
  const ids = (field: 'companyId' | 'contactId') =>
    changes.flatMap(({ set, deal }) => (set[field] === undefined ? [] : (deal[field] ?? [])))
  const companies = await books.companies.names(tx, ids('companyId'))
  const contacts = await books.contacts.names(tx, ids('contactId'))
  const day = (at: number | null) => (at === null ? '' : dayOf(at, settings.zone))
  return changes.map(({ set, moves, linesBefore, deal, planned, differs }) => {
    const { draft, stage, fields } = planned
    const rows: RowProblem[] = []
    const note = (target: string, after: string, before: string | null) =>
      rows.push(
        changed(labelOf(settings, target), after, 'CHANGED', {
          target,
          before: settings.seesRecords ? (before ?? '') : null,
        }),
      )
    const money = (minor: number, currency: string) =>
      `${decimalOfMinor(minor, minorDigits(currency as Currency))} ${currency}`
    if (set.title !== undefined) note('title', set.title, deal.title)
    if (set.amountMinor !== undefined)
      note('amount', money(set.amountMinor, fields.currency), money(deal.amountMinor, deal.currency))
    if (set.ownerId !== undefined) note('owner', draft.owner, books.owners.nameOf(deal.ownerId))
    if (set.companyId !== undefined) note('company', draft.company, companies.get(deal.companyId ?? '') ?? null)
    if (set.contactId !== undefined) note('contact', draft.contact, contacts.get(deal.contactId ?? '') ?? null)
    if (set.sourceId !== undefined) note('source', draft.source, books.sources.nameOf(deal.sourceId))
    if (set.lossReasonId !== undefined)
      note('lossReason', draft.lossReason, books.lossReasons.nameOf(deal.lossReasonId))
    if (set.expectedCloseOn !== undefined) note('expectedCloseOn', set.expectedCloseOn ?? '', deal.expectedCloseOn)
    if (set.comment !== undefined) note('comment', set.comment ?? '', deal.comment)
    if (set.createdAt !== undefined) note('createdAt', day(set.createdAt), day(deal.createdAt))
    if (set.custom !== undefined) note('custom', Object.keys(draft.custom).join(', '), null)
    if (moves.length > 0 && differs.stage) note('stage', stage.name, books.stages.byId(deal.stageId)?.name ?? null)
    else if (moves.length > 0 && set.createdAt === undefined)
      note('closedAt', day(planned.dates.closedAt), day(deal.closedAt))
    if (linesBefore)
      note(
        'product',
        planned.lines.map(({ product }) => product).join(', '),
        linesBefore.map(({ productName }) => productName).join(', '),
      )
    return rows
  })
}
