import { addMonths, firstDay } from '#core/calendar/month.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { beginnings, buyerLine, leadLine, linesByKey } from '../calc/cohort.ts'
import type { CohortCut } from '../contract.ts'
import { buyersBehind, leadsBehind, type LineOnly } from '../data/behind.ts'
import { buyerCounts } from '../data/buyer-counts.ts'
import { leadCounts } from '../data/lead-counts.ts'
import { departmentTree, membersInSight, namesOfSources } from '../data/owners.ts'
import { type Filters, questionOf } from './question.ts'

type CutFilters = Filters & { cut: CohortCut }

const keyOfCut = { month: 'none', source: 'source', seller: 'owner', department: 'owner' } as const

/** Leads by month of creation, or all months together by source, seller or department. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function leadCohorts(tx: Tx, actor: Actor, now: Date, input: CutFilters) {
  const question = await questionOf(tx, actor, now, input)
  const { from, until, running } = question
  const counts = await leadCounts(tx, question, from, until, { key: keyOfCut[input.cut] })
  const cut = await cutOf(tx, input.cut, ({ month }: (typeof counts)[number]) => month)
  const lines = linesByKey(counts, cut.keyOf).map(([key, own]) => named(leadLine(key, own, running), cut.nameOf))
  const total = named(leadLine(null, counts, running), () => null)
  return {
    from,
    until,
    cut: input.cut,
    total,
    rows:
      input.cut === 'month'
        ? beginnings(until, input.months).map(
            (month) => lines.find(({ key }) => key === month) ?? named(leadLine(month, [], running), () => month),
          )
        : lines.toSorted((a, b) => b.leads - a.leads || String(a.label).localeCompare(String(b.label))),
  }
}

/** Clients by month of first purchase. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function buyerCohorts(tx: Tx, actor: Actor, now: Date, input: Omit<CutFilters, 'pipelineId'>) {
  const question = await questionOf(tx, actor, now, input)
  const { from, until, running } = question
  const counts = await buyerCounts(tx, question, from, until, keyOfCut[input.cut])
  const cut = await cutOf(tx, input.cut, ({ firstMonth }: (typeof counts)[number]) => firstMonth)
  const lines = linesByKey(counts, cut.keyOf).map(([key, own]) => named(buyerLine(key, own, running), cut.nameOf))
  // One client of two sellers is two clients in lines of sellers, and one of all.
  const all = keyOfCut[input.cut] === 'owner' ? await buyerCounts(tx, question, from, until, 'none') : counts
  const total = named(buyerLine(null, all, running), () => null)
  return {
    from,
    until,
    cut: input.cut,
    total,
    rows:
      input.cut === 'month'
        ? beginnings(until, input.months).map(
            (month) => lines.find(({ key }) => key === month) ?? named(buyerLine(month, [], running), () => month),
          )
        : lines.toSorted((a, b) => b.clients - a.clients || String(a.label).localeCompare(String(b.label))),
  }
}

interface BehindInput extends Filters {
  of: 'leads' | 'buyers'
  month?: string | undefined
  age?: number | undefined
  won?: boolean | undefined
  open?: boolean | undefined
  line?: Exclude<CohortCut, 'month'> | undefined
  key?: string | undefined
  limit: number
}

/** The deals or clients behind a cell. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function cohortBehind(
  tx: Tx,
  actor: Actor,
  now: Date,
  { of, month, age, won = false, open = false, line, key, limit, ...filters }: BehindInput,
) {
  const own = month ? { ...filters, until: month, months: 1 } : filters
  const asked = await questionOf(tx, actor, now, own)
  const only = line ? await lineOnly(tx, line, key ?? null) : null
  const question = { ...asked, only, age: age ?? null, won, open, limit }
  // A cell counts the months that have reached its age; of one that none has reached nothing is behind.
  const ripe = age === undefined ? question.until : addMonths(question.running, -age)
  const until = ripe < question.until ? ripe : question.until
  const period = { start: firstDay(question.from), end: firstDay(addMonths(until, 1)) }
  const { from: start, to: finish } = periodInstants(period, zoneOf({ actor }))
  const { rows, total } = await (of === 'leads'
    ? leadsBehind(tx, { ...question, start, finish })
    : buyersBehind(tx, question))
  return { rows: rows.map((row) => ({ ...row, label: row.label ?? '' })), total }
}

/** Whose records a line is made of: of a department its own people, and not those of the departments below it, which have lines of their own. */
async function lineOnly(tx: Tx, line: Exclude<CohortCut, 'month'>, key: string | null): Promise<LineOnly> {
  if (line === 'source') return { by: 'source_id', ids: [key] }
  if (line === 'seller') return { by: 'owner_id', ids: [key] }
  const own = (await membersInSight(tx)).filter(({ departmentId }) => departmentId === key).map(({ id }) => id)
  return { by: 'owner_id', ids: key === null ? [...own, null] : own }
}

function named<Line extends { key: string | null }>(line: Line, nameOf: (key: string | null) => string | null) {
  return { ...line, label: nameOf(line.key) }
}

/** How counts become lines: which key, and what it is called. */
async function cutOf<Count extends { key: string | null }>(tx: Tx, cut: CohortCut, monthOf: (one: Count) => string) {
  if (cut === 'month') return { keyOf: monthOf, nameOf: (key: string | null) => key }
  if (cut === 'source') {
    const names = await namesOfSources(tx)
    return { keyOf: ({ key }: Count) => key, nameOf: nameIn(names) }
  }
  const people = await membersInSight(tx)
  if (cut === 'seller')
    return { keyOf: ({ key }: Count) => key, nameOf: nameIn(new Map(people.map(({ id, name }) => [id, name]))) }
  const departmentOf = new Map(people.map(({ id, departmentId }) => [id, departmentId]))
  const names = new Map((await departmentTree(tx)).map(({ id, name }) => [id, name]))
  return {
    keyOf: ({ key }: Count) => (key === null ? null : (departmentOf.get(key) ?? null)),
    nameOf: nameIn(names),
  }
}

const nameIn = (names: ReadonlyMap<string, string>) => (key: string | null) =>
  key === null ? null : (names.get(key) ?? null)
