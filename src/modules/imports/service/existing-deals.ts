import type { Tx } from '#core/db/gate.ts'
import { type DealLine, dealsByExternalId, linesOf, type StoredDeal } from '#modules/deals/api.ts'
import { hasTarget } from '../calc/mapping.ts'
import type { DealDraft } from '../calc/read-deal.ts'
import type { ContactBook } from './contact-book.ts'
import type { RunSettings } from './run-settings.ts'

export type KnownDeal = StoredDeal & { enteredAt: number }

/** Deals of a batch that are here already, by their id in the file. */
export interface ExistingDeals {
  deals: ReadonlyMap<string, KnownDeal>
  /** Ids of deals that the importer does not see. */
  hidden: ReadonlySet<string>
  /** Names of the deals' contacts by contact. */
  contacts: ReadonlyMap<string, string>
  lines: ReadonlyMap<string, DealLine[]>
}

export const NO_DEALS: ExistingDeals = { deals: new Map(), hidden: new Set(), contacts: new Map(), lines: new Map() }

export async function existingDeals(
  tx: Tx,
  { workspaceId, mapping, hidden }: RunSettings,
  contacts: ContactBook,
  drafts: readonly DealDraft[],
): Promise<ExistingDeals> {
  const ids = [...new Set(drafts.map(({ externalId }) => externalId))].filter((id) => id !== '')
  const rows = await dealsByExternalId(tx, workspaceId, mapping.system, ids)
  const deals = new Map(rows.map((deal) => [deal.externalId ?? '', deal]))
  const unseen = ids.filter((id) => !deals.has(id))
  const contactIds = hasTarget(mapping, 'contact') ? rows.flatMap(({ contactId }) => contactId ?? []) : []
  const dealIds = rows.map(({ id }) => id)
  const lines = hasTarget(mapping, 'product') && dealIds.length > 0 ? await linesOf(tx, workspaceId, dealIds) : []
  return {
    deals,
    hidden: unseen.length > 0 ? await hidden(unseen) : NO_DEALS.hidden,
    contacts: await contacts.names(tx, contactIds),
    lines: Map.groupBy(lines, ({ dealId }) => dealId),
  }
}
