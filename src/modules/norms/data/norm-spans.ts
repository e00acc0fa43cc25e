import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { totalsToRead } from '#modules/planfact/api.ts'
import type { NormSpan } from '../calc/fulfilment.ts'
import type { NormKind } from '../contract.ts'

/** Norms that count on any day of the period, of these people; of all in sight when `people` is null. */
export async function normSpans(
  tx: Tx,
  workspaceId: string,
  { start, end }: Period,
  people: readonly string[] | null,
): Promise<(NormSpan & { ownerId: string })[]> {
  const { rows } = await sql<NormSpan & { ownerId: string }>`
    -- Which norms count in this period?
    select owner_id as "ownerId", kind, valid_from as "from", valid_to as "to", per_day::float8 as "perDay" from facts.norms
    where workspace_id = ${workspaceId}::uuid and valid_from < ${end}::date and (valid_to is null or valid_to >= ${start}::date)
      and per_day > 0 and (${people === null} or owner_id = any (${[...(people ?? [])]}::uuid[]))`.execute(tx)
  return rows
}

/** Somebody is away; both days belong to it. */
export interface Absence {
  personId: string
  from: Day
  to: Day
}

/** Approved absences that touch these days. */
export async function absencesIn(tx: Tx, workspaceId: string, { start, end }: Period): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    -- Who is away when?
    select person_id as "personId", from_on as "from", to_on as "to" from facts.absences
    where workspace_id = ${workspaceId}::uuid and state = 'approved' and from_on < ${end}::date and to_on >= ${start}::date`.execute(
    tx,
  )
  return rows
}

/** Days that do not count, by a head's word. */
export async function excusedDays(
  tx: Tx,
  workspaceId: string,
  { start, end }: Period,
): Promise<{ personId: string; day: Day }[]> {
  const { rows } = await sql<{ personId: string; day: Day }>`
    -- Which days are excused?
    select owner_id as "personId", day from norms_excuses
    where workspace_id = ${workspaceId}::uuid and day >= ${start}::date and day < ${end}::date`.execute(tx)
  return rows
}

export interface DoneOnDay {
  ownerId: string
  kind: NormKind
  day: Day
  n: number
}

/** What counts for norms, by person, kind and day: all done contacts less those without a client or a result. */
export async function doneByDay(
  tx: Tx,
  workspaceId: string,
  { start, end }: Period,
  people: readonly string[],
): Promise<DoneOnDay[]> {
  const { rows } = await sql<{ ownerId: string; kind: string; day: Day; n: number }>`
    -- How many contacts did these people have on each day, all and bare?
    select owner_id as "ownerId", kind, day, n from facts.day_totals
    where workspace_id = ${workspaceId}::uuid and kind = any (${totalKinds}::text[]) and day >= ${start}::date and day < ${end}::date
      and owner_id = any (${[...people]}::uuid[])`.execute(tx)
  return countedOf(rows)
}

/** The same of a whole period, as if all were done on its first day: whole months are read from the totals of months, most of a month as the month less its other days. */
export async function doneInAll(
  tx: Tx,
  workspaceId: string,
  period: Period,
  people: readonly string[],
): Promise<DoneOnDay[]> {
  const { months, days } = totalsToRead(period)
  const of = (sign: 1 | -1) => days.filter((day) => day.sign === sign).map(({ from }) => from)
  const ofDays = sql`from facts.day_totals
      where workspace_id = ${workspaceId}::uuid and kind = any (${totalKinds}::text[]) and owner_id = any (${[...people]}::uuid[])`
  const { rows } = await sql<{ ownerId: string; kind: string; day: Day; n: number }>`
    -- How many contacts did these people have in the period, all and bare?
    select owner_id as "ownerId", (${totalKinds}::text[])[place] as kind, ${period.start} as day, sum(n)::int as n
    from (
      -- Kinds by their numbers: put in order by their names, they would cost three times the reading.
      select owner_id, array_position(${totalKinds}::text[], kind) as place, n from facts.month_totals
      where workspace_id = ${workspaceId}::uuid and kind = any (${totalKinds}::text[]) and month = any (${months.map(({ from }) => from)}::date[])
        and owner_id = any (${[...people]}::uuid[])
      union all
      select owner_id, array_position(${totalKinds}::text[], kind), n ${ofDays} and day = any (${of(1)}::date[])
      union all
      select owner_id, array_position(${totalKinds}::text[], kind), -n ${ofDays} and day = any (${of(-1)}::date[])
    ) t group by owner_id, place`.execute(tx)
  return countedOf(rows)
}

/** All less the bare ones, by person and kind. */
function countedOf(rows: readonly { ownerId: string; kind: string; day: Day; n: number }[]): DoneOnDay[] {
  const found = new Map<string, DoneOnDay>()
  for (const { ownerId, kind, day, n } of rows) {
    const isBare = kind.startsWith(BARE)
    const name = kind.slice((isBare ? BARE : ALL).length) as NormKind
    const key = `${ownerId}${name}${day}`
    const known = found.get(key)
    if (known) known.n += isBare ? -n : n
    else found.set(key, { ownerId, kind: name, day, n: isBare ? -n : n })
  }
  return [...found.values()].filter(({ n }) => n !== 0)
}

const ALL = 'activity:'
const BARE = 'activity:bare:'
const totalKinds = ['call', 'meeting', 'demo', 'email', 'message'].flatMap((kind) => [
  `${ALL}${kind}`,
  `${BARE}${kind}`,
])
