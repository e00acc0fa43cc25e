import { setImmediate } from 'node:timers/promises'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { beginActivities, insertActivities, listResults, type NewActivity } from '#modules/activities/api.ts'
import {
  changeDeals,
  gatherStatistics,
  type NewDeal,
  summingUp,
  writeContext,
  writeNewDeals,
  writeSums,
} from '#modules/deals/api.ts'
import { insertShifts, insertTasks } from '#modules/tasks/api.ts'
import { beginTemplates } from '#modules/templates/api.ts'
import { inventAgenda, outcomeOf } from './calc/agenda.ts'
import { type DemoCompany, type DemoDeal, inventDeals } from './calc/deals.ts'
import { inventOwnFields, type OwnFields } from './calc/own-fields.ts'
import { Random } from './calc/random.ts'
import { inventPlans, inventStory, type Story } from './calc/story.ts'
import { inventTasks } from './calc/tasks.ts'
import { dealsAtWork, insertCompanies, insertContacts, insertDealLines, insertGround, insertPlans } from './data.ts'
import { insertClosePushes } from './data/close-pushes.ts'
import { duplicatesOfDemo, insertCircle, insertOwnFields } from './data/deal-circle.ts'

import { tellDemoPeople } from './data/notices.ts'
import { writeSpend } from './data/spend.ts'
import { writeClients } from './service/clients.ts'
import { writeDailyCalls } from './service/daily-calls.ts'
import { writeAbsences, writeLeads } from './service/leads.ts'
import { writeMoney } from './service/money.ts'
import { writePlanStory } from './service/plan-story.ts'
import { writeViews } from './service/views.ts'
export interface DemoOptions {
  deals?: number
  sellers?: number
  departments?: number
  /** Months of history before the running one. */
  months?: number
  seed?: number
  name?: string
  onProgress?: (deals: number) => void
}

/** The demo company as it is told on by the modules whose own tables belong to its story (their `tellStory`). */
export interface StoryCompany {
  workspaceId: string
  people: { id: string; fullName: string; email: string; role: string; leftOn: Day | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone
const DEALS_AT_ONCE = 2_000
/** How often the close date of a deal that never closes was put off. */
const PUSHES = 3
const IN_TRASH = 5

/**
 * Makes the demo company in a workspace of its own, all in one transaction; the same seed and day give the same company. Dates move with
 * `now`. Gives the workspace and its people by role.
 */
export async function createDemoCompany(gate: Gate, now: Date, options: DemoOptions = {}) {
  const {
    deals = 12_000,
    sellers = 24,
    departments = 3,
    months = 18,
    seed = 20,
    name = 'ПромНасос',
    onProgress,
  } = options
  const random = new Random(seed)
  const today = todayIn(ZONE, now)
  // The story ends where today begins, so that it is the same at every hour of the day.
  const story = inventStory(random, { today, months, sellers, departments }, startOfDay(today, ZONE).getTime())
  const workspaceId = uuid7()
  await gate.asServer(async (tx) => {
    await insertGround(tx, workspaceId, name, story)
    const own = inventOwnFields(new Random(seed + 2), story.world, story.lossReasons)
    await insertOwnFields(tx, workspaceId, own)
    await beginActivities(tx, { workspaceId, language: 'ru' })
    await beginTemplates(tx, { workspaceId, language: 'ru' })
    const sold = await writeDeals(tx, workspaceId, own, inventDeals(random, story.world, deals), now, onProgress)
    await writeClients(tx, workspaceId, { today, startsAt: startOfDay(today, ZONE).getTime(), seed })
    await throwAway(tx, workspaceId, now)
    await insertCircle(tx, workspaceId)
    await insertPlans(tx, workspaceId, story, inventPlans(random, story, today, sold))
    await writeSpend(tx, workspaceId, story, { today, seed, deals })
    await writeTasks(tx, workspaceId, story, { today, seed })
    await writeAgenda(tx, workspaceId, story, { today, seed })
    await writeLeads(tx, workspaceId, story, { today, zone: ZONE, now, seed })
    await writeAbsences(tx, workspaceId, story, { today, seed })
    await writeDailyCalls(tx, workspaceId, story, { today, zone: ZONE, seed })
    await writePlanStory(tx, workspaceId, story, { today })
    await writeMoney(tx, workspaceId, { today, now, seed })
    await writeViews(tx, workspaceId, story)
    await tellDemoPeople(tx, workspaceId, { now, today })
  })
  return {
    workspaceId,
    people: story.team.members.map(({ id, fullName, email, role, leftOn }) => ({ id, fullName, email, role, leftOn })),
  }
}

/** Writes the deals in batches; gives what each seller has sold in all, in kopecks. */
async function writeDeals(
  tx: Tx,
  workspaceId: string,
  own: OwnFields,
  deals: Iterable<Invented>,
  now: Date,
  onProgress?: (deals: number) => void,
): Promise<Map<string, number>> {
  const origin = { actorId: null, source: 'demo', importId: null } as const
  const context = summingUp(await writeContext(tx, workspaceId, ZONE, origin, now.getTime()))
  const sold = new Map<string, number>()
  const results = new Map((await listResults(tx, workspaceId)).map((one) => [`${one.kind} ${one.name}`, one]))
  let done = 0
  const write = async (batch: readonly Invented[]) => {
    const clients = batch.flatMap(({ company, deal }) => (company ? [{ ...company, ownerId: deal.ownerId }] : []))
    const written = batch.map(({ deal }) => deal)
    const activities = written.flatMap((deal) => deal.activities.map((one) => newActivity(one, results)))
    await insertCompanies(tx, workspaceId, clients)
    await insertContacts(tx, workspaceId, clients)
    await writeNewDeals(
      tx,
      context,
      written.map((deal) => newDeal(deal, own)),
    )
    await insertDealLines(tx, workspaceId, written)
    await insertActivities(tx, workspaceId, activities, ZONE, 'demo', context.sums)
    done += batch.length
    onProgress?.(done)
  }
  // While the database writes one batch, the next is invented.
  let writing = Promise.resolve()
  for (const batch of batches(deals)) {
    for (const { deal } of batch) {
      const last = deal.moves.at(-1)
      const isWon = context.stages.get(last?.toStageId ?? null)?.meaning === 'won'
      if (last && isWon) sold.set(last.ownerId, (sold.get(last.ownerId) ?? 0) + deal.amountMinor)
    }
    await writing
    writing = write(batch)
    // Whoever awaits it gets the error; until then nobody looks. The turn lets its first statement leave.
    writing.catch(() => {})
    await setImmediate()
  }
  await writing
  await writeSums(tx, context)
  await gatherStatistics(tx)
  return sold
}

/** Next steps of the open deals and other tasks; of a story of its own, so that the deals stay as they are. */
async function writeTasks(tx: Tx, workspaceId: string, { team }: Story, { today, seed }: { today: Day; seed: number }) {
  const sellers = team.members.filter(({ manner, leftOn }) => manner && !leftOn)
  const start = startOfDay(today, ZONE)
  const deals = await dealsAtWork(tx, workspaceId, start)
  const { tasks, shifts, pushed } = inventTasks(new Random(seed + 1), deals, { today, zone: ZONE, sellers })
  await insertTasks(tx, workspaceId, tasks)
  await insertShifts(tx, workspaceId, shifts)
  await insertClosePushes(tx, workspaceId, pushed, PUSHES, start)
}

/** What the sellers have planned, of a story of its own as well. */
async function writeAgenda(
  tx: Tx,
  workspaceId: string,
  { team }: Story,
  { today, seed }: { today: Day; seed: number },
) {
  const sellers = team.members.filter(({ manner, leftOn }) => manner && !leftOn)
  const deals = await dealsAtWork(tx, workspaceId, startOfDay(today, ZONE))
  const plans = inventAgenda(new Random(seed + 3), deals, { today, zone: ZONE, sellers })
  await insertActivities(tx, workspaceId, plans, ZONE, 'demo')
}

/** A few cards that somebody made twice lie in the trash. */
async function throwAway(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  for (const { id, byId } of await duplicatesOfDemo(tx, workspaceId, IN_TRASH)) {
    const origin = { actorId: byId, source: 'demo', importId: null } as const
    await changeDeals(tx, await writeContext(tx, workspaceId, ZONE, origin, now.getTime()), [{ id, deleted: true }])
  }
}

interface Invented {
  deal: DemoDeal
  company: DemoCompany | null
}

function* batches(deals: Iterable<Invented>): Generator<Invented[]> {
  let batch: Invented[] = []
  for (const item of deals) {
    batch.push(item)
    if (batch.length < DEALS_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function newDeal(deal: DemoDeal, own: OwnFields): NewDeal {
  return {
    id: deal.id,
    fields: {
      title: deal.title,
      ownerId: deal.ownerId,
      companyId: deal.companyId,
      contactId: deal.contactId,
      sourceId: deal.sourceId,
      amountMinor: deal.amountMinor,
      currency: 'RUB',
      baseMinor: deal.amountMinor,
      expectedCloseOn: deal.expectedCloseOn,
      lossReasonId: deal.lossReasonId,
      lossComment: null,
      comment: null,
      ...own.of(deal),
      createdAt: deal.createdAt,
      externalSource: null,
      externalId: null,
      importId: null,
    },
    moves: deal.moves,
  }
}

function newActivity(
  activity: DemoDeal['activities'][number],
  results: ReadonlyMap<string, { id: string; isContact: boolean }>,
): NewActivity {
  const { name, words } = outcomeOf(activity)
  const known = results.get(`${activity.kind} ${name}`)
  const outcome = { result: words, resultId: known?.id ?? null, isContact: known?.isContact ?? true }
  return { ...activity, ...outcome, contactId: null, done: true }
}
