import { type Day, daysBetween, type Month } from '#core/calendar/day.ts'
import { asMonth, firstDay, lastDay } from '#core/calendar/month.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Currency } from '#core/money/currency.ts'
import { convertMinor } from '#core/money/money.ts'
import { audit, ratesOn } from '#modules/org/api.ts'
import { spreadOverDays } from '../calc/spread.ts'
import type { SpendCell, SpendLine } from '../contract.ts'
import {
  clearSpend,
  lockSpend,
  putSpend,
  removeSpend,
  type SpendAddress,
  type SpendToWrite,
  sourceNames,
  spendOfDays,
  spendOfYear,
} from '../data/spend.ts'
import { can } from '../policy.ts'

/** More days than this at once are a mistake of a year. */
const MOST_DAYS = 400

/** Spend of a year by source, campaign and month. @throws Refusal FORBIDDEN */
export async function spendYear(tx: Tx, actor: Actor, { year }: { year: number }) {
  allow(actor, 'read')
  const found = await spendOfYear(tx, year, actor.workspace.currency)
  const lines = Map.groupBy(found, ({ sourceId, campaign }) => `${sourceId}|${campaign}`)
  const rows = [...lines.values()].flatMap((months): SpendLine[] => {
    const [first] = months
    if (!first) return []
    const { sourceId, campaign } = first
    const byMonth = months.map(({ month, amountMinor, foreign }) => [month, { amountMinor, foreign }] as const)
    return [{ sourceId, campaign, months: Object.fromEntries(byMonth) }]
  })
  return { sources: await sourceNames(tx), rows, may: mayOf(actor) }
}

/** Spend of a month by source, campaign and day. @throws Refusal FORBIDDEN */
export async function spendDays(tx: Tx, actor: Actor, input: { month: string; sourceId?: string | undefined }) {
  allow(actor, 'read')
  const month: Month = asMonth(input.month)
  const rows = await spendOfDays(tx, { from: firstDay(month), to: lastDay(month), sourceId: input.sourceId ?? null })
  return { sources: await sourceNames(tx), rows, may: mayOf(actor) }
}

interface CellToSet {
  sourceId: string
  campaign: string
  day: string
  amountMinor: number | null
  currency?: string | undefined
  note?: string | null | undefined
  version: number
}

/**
 * Sets or clears single days, all or none.
 * @throws Refusal FORBIDDEN, SPEND_SOURCE_UNKNOWN, SPEND_IN_FUTURE, RATE_MISSING, SPEND_CHANGED when one of the days is not as it was read
 */
export async function setSpendDays(
  tx: Tx,
  actor: Actor,
  now: Date,
  cells: readonly CellToSet[],
): Promise<{ rows: SpendCell[] }> {
  allow(actor, 'write')
  const asked = cells.map((cell) => ({ ...cell, currency: cell.currency ?? actor.workspace.currency }))
  await refuseUnknown(tx, actor, now, asked)
  const current = new Map((await lockSpend(tx, actor.workspaceId, asked)).map((cell) => [addressOf(cell), cell]))
  if (asked.some((cell) => (current.get(addressOf(cell))?.version ?? 0) !== cell.version))
    throw new Refusal('SPEND_CHANGED')
  const filled = asked.flatMap(({ amountMinor, note, sourceId, campaign, day, currency }) =>
    amountMinor === null ? [] : [{ sourceId, campaign, day, currency, amountMinor, note: note ?? null }],
  )
  await removeSpend(
    tx,
    actor.workspaceId,
    asked.flatMap((cell) => (cell.amountMinor === null ? (current.get(addressOf(cell))?.id ?? []) : [])),
  )
  const rows = await write(tx, actor, filled)
  tell(tx, actor)
  return { rows }
}

interface ToSpread {
  sourceId: string
  campaign: string
  from: string
  to: string
  amountMinor: number | null
  currency?: string | undefined
  note?: string | null | undefined
  seenMinor?: number | null | undefined
}

/**
 * Puts an amount on the days of a span in the place of what was there.
 * @throws Refusal FORBIDDEN, SPEND_SOURCE_UNKNOWN, SPEND_IN_FUTURE, RATE_MISSING, SPEND_SPAN_TOO_LONG, SPEND_CHANGED when the days do not hold what was seen
 */
export async function spreadSpend(tx: Tx, actor: Actor, now: Date, input: ToSpread) {
  allow(actor, 'write')
  const from = input.from as Day
  const to = input.to as Day
  if (daysBetween(from, to) >= MOST_DAYS) throw new Refusal('SPEND_SPAN_TOO_LONG')
  const { sourceId, campaign, amountMinor, note } = input
  const currency = input.currency ?? actor.workspace.currency
  await refuseUnknown(tx, actor, now, [{ sourceId, day: from }])
  const before = await clearSpend(tx, actor.workspaceId, { sourceId, campaign, from, to })
  if (input.seenMinor !== undefined && (input.seenMinor ?? 0) !== before) throw new Refusal('SPEND_CHANGED')
  const days = amountMinor === null ? [] : spreadOverDays(from, to, amountMinor)
  const rows = await write(
    tx,
    actor,
    days.map((one) => ({ ...one, sourceId, campaign, currency, note: note ?? null })),
  )
  await audit(tx, actor, 'spend.spread', 'source', sourceId, { campaign, from, to, amountMinor, currency, before })
  tell(tx, actor)
  return { days: rows.length, baseMinor: rows.reduce((sum, row) => sum + row.baseMinor, 0) }
}

/** Writes amounts with what they are in the company's currency at the rate of their day. @throws Refusal RATE_MISSING */
async function write(tx: Tx, actor: Actor, cells: readonly Omit<SpendToWrite, 'baseMinor'>[]): Promise<SpendCell[]> {
  const company = actor.workspace.currency
  const rates = await ratesOn(
    tx,
    actor.workspaceId,
    cells.filter(({ currency }) => currency !== company),
  )
  const priced = cells.map((cell) => {
    const { currency, day, amountMinor } = cell
    if (currency === company) return { ...cell, baseMinor: amountMinor }
    const rate = rates.get(`${currency} ${day}`)
    if (!rate) throw new Refusal('RATE_MISSING', { currency, day })
    return { ...cell, baseMinor: convertMinor(amountMinor, currency as Currency, rate, company as Currency) }
  })
  return putSpend(tx, { workspaceId: actor.workspaceId, personId: actor.personId, importId: null }, priced)
}

async function refuseUnknown(
  tx: Tx,
  actor: Actor,
  now: Date,
  cells: readonly { sourceId: string; day: string }[],
): Promise<void> {
  const known = new Set((await sourceNames(tx)).map(({ id }) => id))
  if (cells.some(({ sourceId }) => !known.has(sourceId))) throw new Refusal('SPEND_SOURCE_UNKNOWN')
  const today = todayOf({ actor, now })
  if (cells.some(({ day }) => day > today)) throw new Refusal('SPEND_IN_FUTURE')
}

const addressOf = ({ sourceId, campaign, day, currency }: SpendAddress) => `${sourceId}|${campaign}|${day}|${currency}`

/** @throws Refusal FORBIDDEN */
export function allow(actor: Actor, action: 'read' | 'write'): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

export function mayOf(actor: Actor) {
  return { write: can(actor, 'write') && !actor.readOnly }
}

function tell(tx: Tx, { workspaceId, personId }: Actor): void {
  announce(tx, { workspaceId, topic: 'spend', id: workspaceId, ownerIds: [], byPersonId: personId })
}
