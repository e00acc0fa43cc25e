import { sql } from 'kysely'
import { type Day, dayNumber, type Month } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import type { DayPart } from '#modules/plans/api.ts'

/** What a plan was set at: the three tiers as they are now, and the target as it was approved. */
export const planLayers = ['target', 'minimum', 'challenge', 'approved'] as const
export type PlanLayer = (typeof planLayers)[number]

/** What one subject plans on one layer, month by month. */
export interface PlannedRow {
  layer: PlanLayer
  subjectId: string
  /** Which of the months asked for, from 0; beside each its amount and, of what was approved, its version. */
  places: readonly number[]
  amounts: readonly number[]
  versions: readonly string[] | null
}

/** One subject's plans of a layer: a year of two hundred people is then two hundred rows and not thousands. */
interface PackedRow {
  layer: PlanLayer
  subjectId: string
  /** Numbers of the first days of the months, `{20759,20789}`; numbers are written and read faster than days. */
  months: string
  /** `{1200000,900000}` */
  amounts: string
  /** Of what was approved. */
  versions: string | null
}

/**
 * Plans of these months that the actor sees, of these layers. Who sees a part of the company names the people and departments whom he sees: theirs are
 * then found by the key and not among everybody's.
 */
export async function plansOf(
  tx: Tx,
  workspaceId: string,
  metric: string,
  months: readonly Month[],
  layers: readonly PlanLayer[] = planLayers,
  subjects?: readonly string[],
): Promise<PlannedRow[]> {
  const days = months.map(firstDay)
  const tiers = layers.filter((layer) => layer !== 'approved')
  const named = subjects ? sql`and subject_id = any (${[...subjects]}::uuid[])` : sql``
  const asked = sql<PackedRow>`
    -- What was planned and approved for these months?
    select tier as layer, subject_id as "subjectId", array_agg(month - date '1970-01-01')::text as months, array_agg(amount_minor)::text as amounts,
      null as versions
    from facts.plan_parts
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${days}::date[]) and cut = 'all' and tier = any (${tiers}::text[])
      ${named}
    group by tier, subject_id
    union all
    select 'approved', subject_id, array_agg(month - date '1970-01-01')::text, array_agg(amount_minor)::text, array_agg(version_id)::text
    from facts.plan_approved
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${days}::date[]) and tier = 'target' and cut = 'all'
      and ${layers.includes('approved')} ${named}
    group by subject_id`
  const { rows } = await askWithKeptPlan(tx, asked)
  const placeOf = new Map(months.map((month, place) => [dayNumber(firstDay(month)), place]))
  return rows.map(({ layer, subjectId, amounts, versions, ...row }) => ({
    layer,
    subjectId,
    places: wholeNumbers(row.months).map((day) => placeOf.get(day) ?? -1),
    amounts: wholeNumbers(amounts),
    versions: versions === null ? null : versions.slice(1, -1).split(','),
  }))
}

const MINUS = 0x2d
const ZERO = 0x30

/** Of an array of whole numbers as PostgreSQL writes it, `{12,-5}`; a text for each of thousands would cost more than the number. */
function wholeNumbers(array: string): number[] {
  const found: number[] = []
  let [number, sign] = [0, 1]
  for (let at = 1; at < array.length; at += 1) {
    const code = array.charCodeAt(at)
    if (code >= ZERO && code < ZERO + 10) number = number * 10 + code - ZERO
    else if (code === MINUS) sign = -1
    else {
      found.push(sign * number)
      number = 0
      sign = 1
    }
  }
  return found
}

/** The weights of the days of a month that a version was approved with. */
export interface ApprovedDays {
  versionId: string
  month: Month
  weights: number[]
}

/** Weights of the days that the plans of these months were approved with. */
export async function approvedDays(
  tx: Tx,
  workspaceId: string,
  metric: string,
  months: readonly Month[],
): Promise<ApprovedDays[]> {
  const days = months.map(firstDay)
  const { rows } = await sql<ApprovedDays>`
    -- With which working days were the plans of these months approved?
    select version_id as "versionId", to_char(month, 'YYYY-MM') as month, weights
    from facts.plan_version_days where workspace_id = ${workspaceId}::uuid and month = any (${days}::date[]) and version_id = any (array(
      select distinct version_id from facts.plan_approved
      where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${days}::date[]) and tier = 'target' and cut = 'all'))`.execute(
    tx,
  )
  return rows
}

export interface PartsOfDays {
  subjectId: string
  month: Month
  parts: DayPart[]
}

/** Weeks and days of these plans that were set by hand. */
export async function dayPartsIn(
  tx: Tx,
  workspaceId: string,
  metric: string,
  months: readonly Month[],
): Promise<PartsOfDays[]> {
  const { rows } = await sql<{ subjectId: string; month: Month; from: number[]; to: number[]; shares: number[] }>`
    -- Which weeks and days of these months were set by hand?
    select subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, from_days as "from", to_days as "to", to_json(shares) as shares
    from facts.plan_days
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${months.map((month) => `${month}-01`)}::date[])
      and cardinality(shares) > 0`.execute(tx)
  return rows.map(({ subjectId, month, from, to, shares }) => ({
    subjectId,
    month,
    parts: shares.map((share, index) => ({ from: (from[index] ?? 1) - 1, to: (to[index] ?? 1) - 1, share })),
  }))
}

export interface Absence {
  personId: string
  fromOn: Day
  /** The last day itself. */
  toOn: Day
}

/** Approved absences that touch these days. */
export async function absencesIn(
  tx: Tx,
  workspaceId: string,
  { start, end }: { start: Day; end: Day },
): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    -- Who is away on these days?
    select person_id as "personId", from_on as "fromOn", to_on as "toOn"
    from facts.absences
    where workspace_id = ${workspaceId}::uuid and state = 'approved' and from_on < ${end}::date and to_on >= ${start}::date`.execute(
    tx,
  )
  return rows
}
