import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { creditAfterHandOver, type CreditShare } from '../calc/credit.ts'
import type { DealCard } from '../contract.ts'
import { lockDeals } from '../data/histories.ts'
import {
  type DealContact,
  readDealContacts,
  readTeams,
  replaceDealContacts,
  teamsBefore,
  unknownRoles,
  unseen,
} from '../data/participants.ts'
import { changeDeals, type ChangedDeal, type WriteContext } from './change-deals.ts'
import { dealCard } from './deal-card.ts'
import { allow, opened } from './deal-commands.ts'
import { orCurrent } from './deal-writes.ts'

interface Contacts {
  id: string
  version: number
  mainId: string | null
  contacts: readonly DealContact[]
}

/**
 * Says who of the client takes part in a deal; the main contact need not be named among them.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED {current}, REFERENCE_MISSING
 */
export async function setContacts(tx: Tx, by: By, { id, version, mainId, contacts }: Contacts): Promise<DealCard> {
  allow(by, 'edit')
  const { workspaceId } = by.actor
  const { deal, context } = await opened(tx, by, id)
  const after = onceEach(contacts, ({ contactId }) => contactId)
  const wanted = [...new Set([...after.map(({ contactId }) => contactId), ...(mainId ? [mainId] : [])])]
  const roles = after.flatMap(({ roleId }) => (roleId ? [roleId] : []))
  const isMissing =
    (await unseen(tx, workspaceId, 'contacts', wanted)).length > 0 ||
    (await unknownRoles(tx, workspaceId, roles)).length > 0
  if (isMissing) throw new Refusal('REFERENCE_MISSING', { fields: ['contacts'] })
  const before = await readDealContacts(tx, workspaceId, id)
  await orCurrent(tx, by, id, () =>
    changeDeals(
      tx,
      context,
      [{ id, version, set: { contactId: mainId }, also: logOf('contacts', before, after) }],
      [deal],
    ),
  )
  await replaceDealContacts(tx, workspaceId, id, after)
  return dealCard(tx, by.actor, id)
}

interface Team {
  id: string
  version: number
  members: readonly { personId: string; share: number }[]
}

const WHOLE_BP = 10_000

/**
 * Says who works on a deal and how the credit is split: sales volume goes by these shares. A change after the win is a correction of today.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED {current}, REFERENCE_MISSING, SHARES_NOT_WHOLE {percent}, TEAM_WITHOUT_OWNER
 */
export async function setTeam(tx: Tx, by: By, { id, version, members }: Team): Promise<DealCard> {
  allow(by, 'split')
  const { workspaceId } = by.actor
  const { deal, context } = await opened(tx, by, id)
  const after: CreditShare[] = onceEach(members, ({ personId }) => personId).map(({ personId, share }) => ({
    personId,
    shareBp: Math.round(share * WHOLE_BP),
  }))
  const sum = after.reduce((all, { shareBp }) => all + shareBp, 0)
  if (after.length > 0 && sum !== WHOLE_BP) throw new Refusal('SHARES_NOT_WHOLE', { percent: sum / 100 })
  const { ownerId } = deal.stored
  if (after.length > 0 && ownerId && !after.some(({ personId }) => personId === ownerId))
    throw new Refusal('TEAM_WITHOUT_OWNER')
  const people = after.map(({ personId }) => personId)
  if ((await unseen(tx, workspaceId, 'people', people)).length > 0)
    throw new Refusal('REFERENCE_MISSING', { fields: ['team'] })
  const before = (await readTeams(tx, workspaceId, [id])).get(id) ?? []
  const also = logOf('team', before, after)
  const change = 'team' in also ? { id, version, also, team: after } : { id, version }
  await orCurrent(tx, by, id, () => changeDeals(tx, context, [change], [deal]))
  return dealCard(tx, by.actor, id)
}

/**
 * Gives people's parts in the credit of deals of others to somebody else; with a version, takes such a change back while it is the last of its deal. What is
 * booked stays booked, and deals where there is nothing to give stay as they are.
 */
export async function handOverShares(
  tx: Tx,
  context: WriteContext,
  moves: readonly { id: string; fromId: string; toId: string; version: number | null }[],
): Promise<ChangedDeal[]> {
  const { workspaceId } = context
  const ids = moves.map(({ id }) => id)
  const deals = new Map((await lockDeals(tx, workspaceId, ids)).map((deal) => [deal.stored.id, deal]))
  const teams = await readTeams(tx, workspaceId, ids)
  const back = moves.flatMap(({ id, version }) => (version === null ? [] : [{ id, version }]))
  const before = back.length > 0 ? await teamsBefore(tx, workspaceId, back) : new Map<string, CreditShare[]>()
  const changes = moves.flatMap(({ id, fromId, toId, version }) => {
    const stored = deals.get(id)?.stored
    if (!stored || stored.deleted || stored.outcome !== 'open') return []
    const team = teams.get(id) ?? []
    const after =
      version === null
        ? creditAfterHandOver(team, fromId, toId)
        : stored.version === version
          ? (before.get(id) ?? null)
          : null
    return after ? [{ id, also: logOf('team', team, after), team: after }] : []
  })
  const locked = changes.flatMap(({ id }) => deals.get(id) ?? [])
  return changes.length > 0 ? changeDeals(tx, context, changes, locked) : []
}

function logOf(field: string, from: readonly object[], to: readonly object[]) {
  return JSON.stringify(from) === JSON.stringify(to) ? {} : { [field]: { from, to } }
}

function onceEach<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()]
}
