import { dayOf } from '#core/calendar/zone.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeName } from '#core/files/values.ts'
import { type Currency, wholeOf } from '#core/money/currency.ts'
import type { DealFields } from '#modules/deals/api.ts'
import { type DealDates, dealDates, dealLog, type LogRow } from '../calc/deal-log.ts'
import { hasTarget } from '../calc/mapping.ts'
import type { DealDraft, DraftLine } from '../calc/read-deal.ts'
import { changed, isRejected, rejected } from '../calc/row-problem.ts'
import { dealTitle } from '../calc/title.ts'
import type { DealBooks } from './deal-books.ts'
import { historyOf } from './plan-history.ts'
import type { ExistingDeals, KnownDeal } from './existing-deals.ts'
import { labelOf, type RunSettings } from './run-settings.ts'
import type { MatchedStage } from './stage-book.ts'

/** A deal as the file wants it. */
export interface PlannedDeal {
  id: string
  draft: DealDraft
  stage: MatchedStage
  dates: DealDates
  log: LogRow[]
  lines: (DraftLine & { productId: string | null })[]
  fields: DealFields
}

/**
 * What the deal of this row is to be; null when the row is refused, with the reasons among the draft's problems. Nothing new
 * (people, companies) comes into being for a refused row.
 */
export function planDeal(
  draft: DealDraft,
  existing: ExistingDeals,
  books: DealBooks,
  settings: RunSettings,
): PlannedDeal | null {
  const { problems } = draft
  const noDeal = problems.find(({ reason }) => reason === 'ROW_OF_TOTALS' || reason === 'ROW_OF_HEADERS')
  if (noDeal) {
    // Nothing else that is wrong with it need be told.
    problems.splice(0, problems.length, noDeal)
    return null
  }
  const { mapping, now, zone, importId } = settings
  const deal = existing.deals.get(draft.externalId)
  if (existing.hidden.has(draft.externalId) || deal?.deleted)
    problems.push(rejected(labelOf(settings, 'externalId'), draft.externalId, 'ID_TAKEN'))
  else if (!deal && mapping.missing === 'skip')
    problems.push(rejected(labelOf(settings, 'externalId'), draft.externalId, 'NOT_FOUND_HERE'))
  const history = mapping.repeated === 'history' ? historyOf(draft, books, settings) : null
  const stage = mapping.repeated === 'history' ? history?.stage : books.stages.find(draft.pipeline, draft.stage)
  if (!stage && mapping.repeated !== 'history')
    problems.push(
      rejected(labelOf(settings, 'stage'), draft.stage, 'STAGE_NOT_MATCHED', {
        stage: draft.stage,
        pipeline: draft.pipeline,
      }),
    )
  const dates = history?.dates ?? dealDates(draft, stage?.meaning ?? 'open', now, problems)
  const title = dealTitle(draft, hasTarget(mapping, 'title'), problems)
  const amountMinor = draft.amountMinor ?? 0
  const rateDay = draft.currency === settings.currency ? '' : dayOf(dates.closedAt ?? now, zone)
  const baseMinor = books.rates.toCompany(amountMinor, draft.currency, rateDay)
  if (baseMinor === null) {
    problems.push(
      rejected(labelOf(settings, 'amount'), String(wholeOf(amountMinor, draft.currency as Currency)), 'RATE_MISSING', {
        currency: draft.currency,
        day: rateDay,
      }),
    )
  }
  if (!stage || baseMinor === null || isRejected(problems)) return null
  // Who moved it last has it.
  const ownerName = draft.moves.findLast(({ owner: name }) => name !== '')?.owner ?? draft.owner
  const owner = books.owners.find(ownerName)
  if (typeof owner === 'string') {
    problems.push(rejected(labelOf(settings, 'owner'), draft.owner, owner, { owner: draft.owner }))
    return null
  }
  const ownerId = draft.owner === '' && deal ? deal.ownerId : owner.personId
  const companyId = books.companies.find(draft, ownerId)
  const lines = draft.lines.map((line) => {
    const productId = books.products.find(line.product)
    // Where there is no price list at all, nothing is amiss with a single row.
    if (productId === null && books.products.hasProducts) {
      problems.push(changed(labelOf(settings, 'product'), line.product, 'PRODUCT_UNMATCHED', { product: line.product }))
    }
    return { ...line, productId }
  })
  const placed = books.fields.place(draft.custom)
  for (const { field, text } of placed.misfits) problems.push(changed(field, text, 'FIELD_KEPT_AS_TEXT', { field }))
  return {
    id: deal?.id ?? uuid7(),
    draft,
    stage,
    dates,
    log: history?.log ?? dealLog(dates, stage.id, stage.pipelineId),
    lines,
    fields: {
      title,
      ownerId,
      companyId,
      contactId: contactOf(draft, deal, existing, books, companyId, ownerId),
      sourceId: books.sources.find(draft.source),
      amountMinor,
      currency: draft.currency,
      baseMinor,
      expectedCloseOn: dates.expectedCloseOn,
      lossReasonId: stage.meaning === 'lost' ? books.lossReasons.find(draft.lossReason) : null,
      lossComment: null,
      comment: draft.comment || null,
      custom: placed.custom,
      createdAt: dates.createdAt,
      externalSource: mapping.system,
      externalId: draft.externalId,
      importId,
    },
  }
}

/** A deal that has a contact of this name keeps him: a bare name is looked for nowhere else. */
function contactOf(
  draft: DealDraft,
  deal: KnownDeal | undefined,
  existing: ExistingDeals,
  books: DealBooks,
  companyId: string | null,
  ownerId: string | null,
): string | null {
  const known = deal?.contactId ? existing.contacts.get(deal.contactId) : undefined
  if (deal && known !== undefined && normalizeName(known) === normalizeName(draft.contact)) return deal.contactId
  return books.contacts.find(draft, companyId, ownerId)
}
