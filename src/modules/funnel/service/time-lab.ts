import { type Day, earlierDay, laterDay, type TimeZone } from '#core/calendar/day.ts'
import { usualHours } from '#core/calendar/business-time.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod, type Period } from '#core/calendar/period.ts'
import { asInstant, periodInstants, today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { quantileFromBuckets } from '#core/statistics/buckets.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import { workCalendar } from '#modules/org/api.ts'
import { stageDistributions } from '../calc/distribution.ts'
import type { StayBucket } from '../calc/time.ts'
import type { WorkDay } from '../calc/work-days.ts'
import { keptDays, runsWithout } from '../data/kept-days.ts'
import { inRuns, keptStays, ofEach } from '../data/person-months.ts'
import { cutPeriod } from '../data/slice.ts'
import { endedStays, ongoingStays } from '../data/stays.ts'
import { stuckDeals } from '../data/stuck.ts'
import { endedInSpans, endedInWorkingTime, ongoingInWorkingTime, workedOnDays } from '../data/working-stays.ts'
import { calendarKey, companyDays } from './company-days.ts'
import { type Asking, type Filters, type Question, questionOf } from './question.ts'

/** Months whose stays say how long a stage takes these days (as in times.ts). */
const RECENT_MONTHS = 12
const CALENDAR_DAY_S = 86_400
const WORKING_DAY_S = (usualHours.closesAt - usualHours.opensAt) * 60

type TimeFilters = Filters & { clock: 'calendar' | 'working' }

/** How long each stage takes: figures, distribution, curve with those that still stand there. @throws Refusal as questionOf */
export async function timeDistribution(tx: Tx, asking: Asking, filters: TimeFilters & { period: string }) {
  const question = await questionOf(tx, asking, filters)
  const stages = question.openStages.filter(({ archived }) => !archived)
  const stageIds = stages.map(({ id }) => id)
  const period = asPeriod(filters.period)
  const lengths = await lengthsOf(tx, question, filters.clock)
  const lately = recentPeriod(question)
  const shared = sharedMonths(period, lately)
  const read = (runs: readonly Period[]) => Promise.all(runs.map((run) => lengths.ended(stageIds, run)))
  const [both, ofPeriod, ofLately, open] = await Promise.all([
    read(isAny(shared) ? [shared] : []),
    read(outside(period, shared)),
    read(outside(lately, shared)),
    lengths.ongoing(stageIds),
  ])
  const ended = [...both, ...ofPeriod].flat()
  const recent = [...both, ...ofLately].flat()
  const dayS = filters.clock === 'working' ? WORKING_DAY_S : CALENDAR_DAY_S
  return {
    clock: filters.clock,
    dayS,
    sinceDay: lately.start,
    stages: stageDistributions(stageIds, { ended, recent, open }, dayS).map((one, place) => ({
      ...one,
      name: stages[place]?.name ?? '',
    })),
  }
}

/** What two periods of whole months share is read once; single days of one would tear a month of the other to pieces. */
function sharedMonths(one: Period, other: Period): Period {
  const isWhole = [one.start, one.end].every((day) => day.endsWith('-01'))
  const start = laterDay(one.start, other.start)
  return { start, end: isWhole ? earlierDay(one.end, other.end) : start }
}

const isAny = ({ start, end }: Period): boolean => start < end

/** What of a period lies before and after a part of it; all of it where it has no such part. */
function outside(period: Period, part: Period): Period[] {
  if (!isAny(part)) return [period]
  return [
    { start: period.start, end: part.start },
    { start: part.end, end: period.end },
  ].filter(isAny)
}

/** Deals that stand longer than nine of ten did on their stage in the last twelve months. @throws Refusal as questionOf */
export async function stuckNow(tx: Tx, asking: Asking, filters: TimeFilters & { limit: number }) {
  const question = await questionOf(tx, asking, filters)
  const stages = question.openStages.filter(({ archived }) => !archived)
  const lengths = await lengthsOf(tx, question, filters.clock)
  const recent = await lengths.ended(
    stages.map(({ id }) => id),
    recentPeriod(question),
  )
  const usual = stages.flatMap(({ id }) => {
    const own = recent.filter(({ stageId }) => stageId === id)
    const p90 = quantileFromBuckets(
      own.map(({ bucket, n }) => ({ bucket, count: n })),
      0.9,
    )
    // Of a few stays nobody knows what is usual.
    return own.reduce((sum, { n }) => sum + n, 0) < SMALL_SAMPLE || p90 === null ? [] : [{ stageId: id, seconds: p90 }]
  })
  const { whose, now } = question
  const found = await stuckDeals(tx, whose, { usual, now, days: lengths.days, limit: filters.limit })
  return {
    usual: usual.map(({ stageId, seconds }) => ({
      stageId,
      name: stages.find(({ id }) => id === stageId)?.name ?? '',
      seconds,
    })),
    n: found.n,
    amountMinor: found.amountMinor,
    rows: found.rows.map((row) => ({
      ...row,
      stageName: stages.find(({ id }) => id === row.stageId)?.name ?? '',
      enteredAt: asInstant(row.enteredAt),
    })),
  }
}

function recentPeriod({ zone, now }: Pick<Question, 'zone' | 'now'>) {
  const thisMonth = monthOf(today(zone, now))
  return { start: firstDay(addMonths(thisMonth, 1 - RECENT_MONTHS)), end: firstDay(addMonths(thisMonth, 1)) }
}

interface Lengths {
  /** Null: by the calendar. */
  days: WorkDay[] | null
  ended(stageIds: readonly string[], period: { start: Day; end: Day }): Promise<StayBucket[]>
  ongoing(stageIds: readonly string[]): Promise<StayBucket[]>
}

async function lengthsOf(tx: Tx, { whose, zone, now }: Question, clock: 'calendar' | 'working'): Promise<Lengths> {
  if (clock === 'calendar')
    return {
      days: null,
      ended: (stageIds, period) => endedStays(tx, whose, stageIds, cutPeriod(period, zone, whose.sources !== null)),
      ongoing: (stageIds) => ongoingStays(tx, whose, stageIds, now),
    }
  const calendar = await workCalendar(tx)
  const days = await companyDays(tx, calendar, zone, now)
  return {
    days,
    ended: (stageIds, period) =>
      endedByWorkDays(tx, whose, { stageIds, days, zone, period, basis: calendarKey(calendar, zone) }),
    ongoing: (stageIds) => ongoingInWorkingTime(tx, whose, { stageIds, days, now }),
  }
}

/** Ended stays by working time: what is summed up of people and of the whole company from its cells, the others stay by stay. */
async function endedByWorkDays(
  tx: Tx,
  whose: Question['whose'],
  {
    stageIds,
    days,
    zone,
    period,
    basis,
  }: { stageIds: readonly string[]; days: WorkDay[]; zone: TimeZone; period: Period; basis: string },
): Promise<StayBucket[]> {
  const { owners, sources } = whose
  if (owners !== null && owners !== 'nobody' && sources === null) {
    const { months, spans } = cutPeriod(period, zone, false)
    const { buckets, others } = await keptStays(tx, { owners, months }, { stageIds, clock: 'worked', basis })
    const rest = [...inRuns(others, zone), ...ofEach(owners, spans)]
    return rest.length === 0 ? buckets : [...buckets, ...(await endedInSpans(tx, rest, { stageIds, days }))]
  }
  const kept = owners === null && sources === null ? await keptDays(tx, 'left', period, basis) : []
  const buckets = kept.length > 0 ? [await workedOnDays(tx, stageIds, kept)] : []
  for (const run of runsWithout(period, kept))
    buckets.push(await endedInWorkingTime(tx, whose, { stageIds, days, ...periodInstants(run, zone) }))
  return buckets.flat()
}
