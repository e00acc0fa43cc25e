import type { Day } from '#core/calendar/day.ts'
import { addMonthsToDay } from '#core/calendar/month.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { type Notice, notify } from '#modules/notifications/api.ts'
import { classClients } from '../calc/classes.ts'
import { crossSellOf, togetherOf } from '../calc/cross-sell.ts'
import { classSums, summaryOf } from '../calc/summary.ts'
import { companiesToClass, companiesToClassFirst, type SilentClient, takeSilent } from '../data/alarms.ts'
import { basketsSince, keepBaskets } from '../data/baskets.ts'
import { keepClasses, keepSummary } from '../data/classes.ts'
import { purchasesOfAll } from '../data/purchases.ts'
import { settingsOf } from '../data/settings.ts'

/** More silent clients of one person at once are one notice. */
const ONE_BY_ONE = 3
/** Months back to the day from which churn is counted. */
export const YEAR = 12

/** Classes every client of a company on a day and keeps what changed. Needs to see everybody. */
export async function computeClasses(
  tx: Tx,
  workspaceId: string,
  asOf: Day,
  byPerson: string | null,
): Promise<{ asOf: Day; clients: number; changed: number }> {
  const settings = await settingsOf(tx, workspaceId)
  const classed = classClients(await purchasesOfAll(tx, workspaceId, asOf), asOf, settings)
  const changed = await keepClasses(tx, workspaceId, asOf, byPerson, classed)
  const since = addMonthsToDay(asOf, -settings.months)
  const together = {
    product: crossSellOf(togetherOf(await basketsSince(tx, workspaceId, 'product', since))),
    group: crossSellOf(togetherOf(await basketsSince(tx, workspaceId, 'group', since))),
  }
  await keepBaskets(tx, workspaceId, since)
  await keepSummary(tx, workspaceId, asOf, summaryOf(classSums(classed, addMonthsToDay(asOf, -YEAR), asOf)), together)
  return { asOf, clients: classed.length, changed }
}

/** The night: all companies, one transaction each; owners hear of clients who have gone silent. */
export async function computeAllCompanies(gate: Gate, now: Date): Promise<void> {
  const companies = await gate.asServer((tx) => companiesToClass(tx))
  for (const { workspaceId, timeZone } of companies) {
    await gate.asServer(async (tx) => {
      const today = todayIn(timeZone, now)
      await computeClasses(tx, workspaceId, today, null)
      await tellOfSilent(tx, workspaceId, today)
    })
  }
}

/** A large company that came by an import does not wait for the night: its first computation follows when its purchases have come to rest. Gives how many. */
export async function computeFirst(gate: Gate, now: Date): Promise<number> {
  const companies = await gate.asServer((tx) => companiesToClassFirst(tx))
  for (const { workspaceId, timeZone } of companies)
    await gate.asServer((tx) => computeClasses(tx, workspaceId, todayIn(timeZone, now), null))
  return companies.length
}

/** Tells who answers for clients that have gone silent, once for each silence. Gives how many clients were told of. */
export async function tellOfSilent(tx: Tx, workspaceId: string, today: Day): Promise<number> {
  const silent = await takeSilent(tx, workspaceId, today)
  await notify(tx, [...Map.groupBy(silent, ({ ownerId }) => ownerId).values()].flatMap(noticesOf))
  return silent.length
}

function noticesOf(clients: readonly SilentClient[]): Notice[] {
  const [first] = clients
  if (!first) return []
  const { workspaceId, ownerId: personId } = first
  if (clients.length <= ONE_BY_ONE)
    return clients.map(({ clientId, name, hasCard, silentDays, intervalDays }) => ({
      workspaceId,
      personId,
      kind: 'CLIENT_SILENT',
      subject: hasCard ? { type: 'company', id: clientId } : null,
      data: { client: name ?? '', days: silentDays, usual: Math.round(intervalDays) },
      path: hasCard ? `/clients/${clientId}` : '/segments?state=silent',
    }))
  const recentMinor = clients.reduce((sum, client) => sum + client.recentMinor, 0)
  return [
    {
      workspaceId,
      personId,
      kind: 'CLIENTS_SILENT',
      subject: null,
      data: { count: clients.length, client: first.name ?? '', recentMinor },
      path: '/segments?state=silent',
    },
  ]
}
