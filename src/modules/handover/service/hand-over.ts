import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { JobQueue } from '#core/jobs/job.ts'
import { replaceInRules } from '#modules/leads/api.ts'
import { audit, type OrgPerson, orgTree, worksHere } from '#modules/org/api.ts'
import { countsOf, groupsOf, shareOut, type SharedGroup } from '../calc/share-out.ts'
import { type HandoverRule, type JournalRow, type RecordKind, recordKinds } from '../contract.ts'
import { insertHandover, isRunning, type NewItem } from '../data/handovers.ts'
import { countHeld, heldRecords, openLoads } from '../data/held.ts'
import { can, isAbove, mayGet, works } from '../policy.ts'
import { handoverJob } from './handover-job.ts'
import { journalRow } from './journal.ts'
import { keptOf } from './kept.ts'
import { movePlan, planToMove } from './plan.ts'
import { finishIfDone, step } from './steps.ts'

/** So many records are moved at once; more go on in the background. */
const AT_ONCE = 500
const GROUPS_SHOWN = 300
const OF_NO_CLIENT = { companyId: null, companyName: null, dealId: null, amountMinor: 0 }

/** What a person has, and what the actor may do about it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function holdingsOf(tx: Tx, by: By, personId: string) {
  const { actor } = by
  if (!can(actor, 'readJournal') || !isAbove(actor, personId)) throw new Refusal('FORBIDDEN')
  const person = await personOf(tx, personId)
  const held = await holdingsOfAll(tx, by, [personId])
  return {
    ...stateOf(person, held.get(personId)),
    may: { handOver: can(actor, 'handOver'), substitute: can(actor, 'substitute') },
  }
}

/** Those of the actor's people who are gone and still have something. @throws Refusal FORBIDDEN */
export async function leftBehind(tx: Tx, by: By) {
  const { actor } = by
  if (!can(actor, 'readJournal')) throw new Refusal('FORBIDDEN')
  const gone = (await orgTree(tx)).people.filter((one) => isAbove(actor, one.id) && !worksHere(one, todayOf(by)))
  const held = await holdingsOfAll(
    tx,
    by,
    gone.map(({ id }) => id),
  )
  return gone.map((person) => stateOf(person, held.get(person.id))).filter(({ holdings }) => isSomething(holdings))
}

async function holdingsOfAll(tx: Tx, by: By, personIds: readonly string[]) {
  const held = await countHeld(tx, by.actor.workspaceId, personIds, comingMonth(by))
  for (const { kind, ownerId } of await keptOf(tx, by.actor, personIds, recordKinds)) {
    const one = held.get(ownerId)
    if (one) one[kind] += 1
  }
  return held
}

/** To whom everything would go. @throws Refusal FORBIDDEN, NOT_FOUND, HANDOVER_TO_SELF, HANDOVER_TO_GONE {names}, HANDOVER_NEEDS_LEADER {names} */
export async function previewHandover(tx: Tx, by: By, rule: HandoverRule) {
  const { people, groups, loads } = await shared(tx, by, rule)
  const going = groups.filter(({ toId }) => toId !== null)
  const receivers = receiversOf(rule, going)
  const named = (id: string) => ({ id, name: people.get(id)?.fullName ?? '' })
  const plan = rule.plan === 'move' ? await planToMove(tx, by.actor, rule.personId, receivers, comingMonth(by)) : []
  const own = plan.filter(({ personId }) => personId === rule.personId)
  return {
    total: going.reduce((sum, { records }) => sum + records.length, 0),
    staying: groups.reduce((sum, { toId, records }) => sum + (toId === null ? records.length : 0), 0),
    receivers: receivers.map((id) => ({
      person: named(id),
      counts: countsOf(going.filter(({ toId }) => toId === id).flatMap(({ records }) => records)),
      openBefore: loads.get(id) ?? 0,
    })),
    groups: groups.slice(0, GROUPS_SHOWN).map(({ key, title, deals, dealsMinor, records, toId }) => ({
      key,
      title,
      deals,
      dealsMinor,
      records: records.length,
      to: toId === null ? null : named(toId),
    })),
    more: Math.max(0, groups.length - GROUPS_SHOWN),
    plan: { months: own.length, minor: own.reduce((sum, { beforeMinor }) => sum + (beforeMinor ?? 0), 0) },
  }
}

/**
 * Hands over what a person has: at once, or by a background job when there is much of it.
 * @throws Refusal FORBIDDEN, NOT_FOUND, HANDOVER_TO_SELF, HANDOVER_TO_GONE {names}, HANDOVER_NEEDS_LEADER {names}, HANDOVER_EMPTY, HANDOVER_RUNNING and those of a change of plan
 */
export async function handOver(tx: Tx, by: By, rule: HandoverRule, jobs: JobQueue): Promise<JournalRow> {
  const { actor } = by
  const { workspaceId } = actor
  if (await isRunning(tx, workspaceId, rule.personId)) throw new Refusal('HANDOVER_RUNNING')
  const { people, groups } = await shared(tx, by, rule)
  const going = groups.filter(({ toId }) => toId !== null)
  const items = going.flatMap(itemsOf)
  const receivers = receiversOf(rule, going)
  const plan = rule.plan === 'move' ? await planToMove(tx, actor, rule.personId, receivers, comingMonth(by)) : []
  // Who leaves gets no leads by a rule any more; whoever gets his gets those too.
  const person = people.get(rule.personId)
  const leaves = person && (person.leftOn !== null || person.state === 'disabled')
  const rules =
    leaves && rule.kinds.includes('lead') ? await replaceInRules(tx, workspaceId, rule.personId, receivers) : 0
  if (items.length === 0 && plan.length === 0 && rules === 0) throw new Refusal('HANDOVER_EMPTY')
  const id = uuid7()
  await insertHandover(tx, workspaceId, {
    id,
    fromId: rule.personId,
    byId: actor.personId,
    rule: { ...rule, receivers },
    counts: countsOf(going.flatMap(({ records }) => records)),
    items,
  })
  if (plan.length > 0) await movePlan(tx, actor, id, rule.personId, plan)
  await audit(tx, actor, 'handover.started', 'person', rule.personId, { records: items.length })
  if (items.length <= AT_ONCE) {
    while ((await step(tx, by, id)) > 0);
    await finishIfDone(tx, by, id)
  } else {
    await jobs.enqueue(handoverJob, { handoverId: id }, { tx, actor, key: id })
  }
  return journalRow(tx, actor, id)
}

async function shared(tx: Tx, by: By, rule: HandoverRule) {
  const { actor } = by
  if (!can(actor, 'handOver')) throw new Refusal('FORBIDDEN')
  if (!isAbove(actor, rule.personId)) throw new Refusal('NOT_FOUND')
  await personOf(tx, rule.personId)
  const table = new Map(rule.table.map(({ key, toId }) => [key, toId]))
  const receivers = [...new Set([...rule.toIds, ...[...table.values()].filter((id) => id !== null)])]
  if (receivers.includes(rule.personId)) throw new Refusal('HANDOVER_TO_SELF')
  const people = new Map((await orgTree(tx)).people.map((person) => [person.id, person]))
  if (receivers.some((id) => !people.has(id) || (!isAbove(actor, id) && id !== actor.personId)))
    throw new Refusal('NOT_FOUND')
  const gone = receivers.flatMap((id) => {
    const person = people.get(id)
    return person && (!worksHere(person, todayOf(by)) || !works(person)) ? [person.fullName] : []
  })
  if (gone.length > 0) throw new Refusal('HANDOVER_TO_GONE', { names: gone })
  const loads = await openLoads(tx, actor.workspaceId, receivers)
  const kept = await keptOf(tx, actor, [rule.personId], rule.kinds)
  const records = [
    ...(await heldRecords(tx, actor.workspaceId, rule.personId, rule.kinds)),
    ...kept.map(({ kind, id, title }) => ({ kind, id, title, ...OF_NO_CLIENT })),
  ]
  const suits = (toId: string, kind: RecordKind) => mayGet(people.get(toId) ?? { role: '' }, kind)
  const groups = shareOut(
    groupsOf(records),
    { method: rule.method, toIds: [...new Set(rule.toIds)], table, mayGet: suits },
    loads,
  )
  const unfit = groups.flatMap(({ records: of, toId }) =>
    toId && of.some(({ kind }) => !suits(toId, kind)) ? [people.get(toId)?.fullName ?? ''] : [],
  )
  if (unfit.length > 0) throw new Refusal('HANDOVER_NEEDS_LEADER', { names: [...new Set(unfit)] })
  return { people, groups, loads }
}

/** Those who get something by the method, and those whom the table names. */
function receiversOf({ toIds, method }: HandoverRule, going: readonly SharedGroup[]): string[] {
  const named = method === 'one' ? toIds.slice(0, 1) : toIds
  return [...new Set([...named, ...going.flatMap(({ toId }) => toId ?? [])])]
}

function itemsOf({ records, toId }: SharedGroup): NewItem[] {
  return records.map(({ kind, id, title, amountMinor }) => ({
    kind,
    recordId: id,
    toId: toId ?? '',
    details: { title: title.slice(0, 120), ...((kind === 'deal' || kind === 'billed') && { minor: amountMinor }) },
  }))
}

async function personOf(tx: Tx, id: string): Promise<OrgPerson> {
  const person = (await orgTree(tx)).people.find((one) => one.id === id)
  if (!person) throw new Refusal('NOT_FOUND')
  return person
}

function stateOf(
  person: OrgPerson,
  held: Awaited<ReturnType<typeof countHeld>> extends Map<string, infer One> ? One | undefined : never,
) {
  if (!held) throw new Error('every person was counted')
  return {
    person: { id: person.id, name: person.fullName },
    leftOn: person.leftOn,
    disabled: person.state === 'disabled',
    holdings: held,
  }
}

function isSomething({
  planMinor: _plan,
  dealsMinor: _deals,
  owedMinor: _owed,
  ...counts
}: Record<string, number>): boolean {
  return Object.values(counts).some((n) => n > 0)
}

/** First day of the next month: the running one has been worked by whoever had it. */
function comingMonth(by: By): string {
  return `${addMonths(monthOf(todayOf(by)), 1)}-01`
}
