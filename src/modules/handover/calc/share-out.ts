/** To whom what somebody has goes. A client is never divided: his deals, people, tasks and contacts go to one person. */
import { type Counts, type Method, type RecordKind, recordKinds } from '../contract.ts'

export interface HeldRecord {
  kind: RecordKind
  id: string
  title: string
  /** The client whom it belongs to; a company's own is itself. */
  companyId: string | null
  companyName: string | null
  /** The deal that a task or an activity belongs to. */
  dealId: string | null
  /** Open deals, and what is owed for closed ones: in the company's currency. */
  amountMinor: number
}

export interface Group {
  key: string
  title: string
  records: HeldRecord[]
  deals: number
  dealsMinor: number
}

export interface SharedGroup extends Group {
  /** Null: stays with the one who has it. */
  toId: string | null
}

/** Records by client; what has neither client nor deal stands alone. The largest come first, in a fixed order. */
export function groupsOf(records: readonly HeldRecord[]): Group[] {
  const ofDeal = new Map(records.filter(({ kind }) => kind === 'deal').map((deal) => [deal.id, deal]))
  const groups = new Map<string, Group>()
  for (const record of records) {
    const deal = record.dealId ? ofDeal.get(record.dealId) : undefined
    // A task of a deal of nobody's company goes with its deal.
    const key = record.companyId ?? deal?.companyId ?? deal?.id ?? record.id
    const title = record.companyName ?? deal?.companyName ?? deal?.title ?? record.title
    const group = groups.get(key) ?? { key, title, records: [], deals: 0, dealsMinor: 0 }
    group.records.push(record)
    if (record.kind === 'company' || (record.kind === 'deal' && key === record.id)) group.title = record.title
    if (record.kind === 'deal') {
      group.deals += 1
      group.dealsMinor += record.amountMinor
    }
    groups.set(key, group)
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      b.dealsMinor - a.dealsMinor ||
      b.deals - a.deals ||
      b.records.length - a.records.length ||
      (a.key < b.key ? -1 : 1),
  )
}

interface Rule {
  method: Method
  toIds: readonly string[]
  table: ReadonlyMap<string, string | null>
  /** Whether somebody can be given such a record. */
  mayGet: (toId: string, kind: RecordKind) => boolean
}

/**
 * Shares the groups out. One: all to the first named. Even: each next client with deals to whoever has got fewest deals of this hand-over, then least
 * money; one without deals to whoever has got fewest such records. By load: to whoever then has fewest open deals and leads in all. What the table says stands above the method and counts in it.
 * What none of them can be given stays.
 * @param loads open deals and leads of the receivers before
 */
export function shareOut(
  groups: readonly Group[],
  { method, toIds, table, mayGet }: Rule,
  loads: ReadonlyMap<string, number>,
): SharedGroup[] {
  const got = new Map(toIds.map((id) => [id, { deals: 0, loose: 0, minor: 0 }]))
  const give = (group: Group, toId: string | null): SharedGroup => {
    const sum = toId === null ? undefined : got.get(toId)
    if (sum) {
      sum.deals += group.deals
      // Records of clients without a deal.
      if (group.deals === 0) sum.loose += group.records.length
      sum.minor += group.dealsMinor
    }
    return { ...group, toId }
  }
  // What is said by hand comes first, so that the method evens out the rest.
  const byHand = new Map(
    groups.filter(({ key }) => table.has(key)).map((group) => [group.key, give(group, table.get(group.key) ?? null)]),
  )
  const weight = (id: string, group: Group): readonly number[] => {
    const sum = got.get(id) ?? { deals: 0, loose: 0, minor: 0 }
    const deals = sum.deals + (method === 'load' ? (loads.get(id) ?? 0) : 0)
    // Clients without a deal are evened out by themselves, or whoever has one deal less would get them all.
    return group.deals > 0 ? [deals, sum.minor] : [sum.loose, deals]
  }
  return groups.map((group) => {
    const said = byHand.get(group.key)
    if (said) return said
    const fit = (method === 'one' ? toIds.slice(0, 1) : toIds).filter((id) =>
      group.records.every(({ kind }) => mayGet(id, kind)),
    )
    const [first] = fit.toSorted((a, b) => lexical(weight(a, group), weight(b, group)) || (a < b ? -1 : 1))
    return give(group, first ?? null)
  })
}

function lexical(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** How many of each kind, how much in open deals, and how much is owed for closed ones. */
export function countsOf(records: readonly Pick<HeldRecord, 'kind' | 'amountMinor'>[]): Counts {
  const counts = noCounts()
  for (const { kind, amountMinor } of records) {
    counts[kind] += 1
    if (kind === 'deal') counts.dealsMinor += amountMinor
    if (kind === 'billed') counts.owedMinor += amountMinor
  }
  return counts
}

/** Nothing of any kind. */
export function noCounts(): Counts {
  const counts = Object.fromEntries(recordKinds.map((kind) => [kind, 0])) as Record<RecordKind, number>
  return { ...counts, dealsMinor: 0, owedMinor: 0 }
}
