import type { Day } from '#core/calendar/day.ts'
import { contains, lastDayOf, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { absencesIn, daysOfPerson } from '#modules/norms/api.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { planFact } from '#modules/planfact/api.ts'
import { capacityOf } from '../calc/capacity.ts'
import { byBase, conversionOf, decompose } from '../calc/decompose.ts'
import type { SellerProfile } from '../calc/profile.ts'
import { type OpenDeals, stillPossible } from '../calc/still.ts'
import { normsOn, openDealsOf } from '../data/now.ts'
import { type Months, profilesInSight } from '../data/profiles.ts'
import { type Settings, settingsOf } from '../data/settings.ts'
import { can } from '../policy.ts'
import { windowOf } from './count-profiles.ts'

export interface Asked {
  period: Period
  months: Months
  /** Of the whole plan and all working days, or of what is missing and the days that are left. */
  basis: 'whole' | 'rest'
}

/** Everybody's plan taken apart. @throws Refusal FORBIDDEN */
export async function teamDecomposition(tx: Tx, actor: Actor, asked: Asked, today: Day) {
  const { rows, countedAt, settings } = await decompositions(tx, actor, asked, today)
  return {
    rows: rows.map(({ row }) => row),
    countedAt: countedAt?.toISOString() ?? null,
    historyFrom: windowOf(actor.workspaceId, asked.months, today).start,
    today,
    settings,
    may: { configure: can(actor, 'configure'), issue: can(actor, 'issue') },
  }
}

/** The same for one person, with all that it is made of. @throws Refusal FORBIDDEN, NOT_FOUND for somebody out of sight */
export async function sellerDecomposition(tx: Tx, actor: Actor, asked: Asked & { personId: string }, today: Day) {
  const { rows, countedAt, settings } = await decompositions(tx, actor, asked, today, asked.personId)
  const [one] = rows
  if (!one) throw new Refusal('NOT_FOUND')
  return {
    row: one.row,
    profile: one.profile && withoutColleagues(one.profile, actor),
    open: one.open,
    ahead: one.ahead,
    countedAt: countedAt?.toISOString() ?? null,
    settings,
    may: { configure: can(actor, 'configure'), issue: can(actor, 'issue') },
  }
}

/** The rows with what they were computed from; of one person when he is named. */
export async function decompositions(tx: Tx, actor: Actor, asked: Asked, today: Day, personId: string | null = null) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { period, months } = asked
  const { workspaceId } = actor
  const [calendar, tree, table, { profiles, countedAt }, settings, absences, norms] = await Promise.all([
    workCalendar(tx),
    orgTree(tx),
    planFact(tx, actor, period, today, { team: '', nobody: '' }),
    profilesInSight(tx, workspaceId, months, personId),
    settingsOf(tx, workspaceId),
    absencesIn(tx, workspaceId, period),
    normsOn(tx, workspaceId, today),
  ])
  const departments = new Map(tree.departments.map(({ id, name }) => [id, name]))
  const departmentOf = new Map(
    tree.people.map(({ id, departmentId }) => [id, departments.get(departmentId ?? '') ?? '']),
  )
  const people = table.rows.filter(
    ({ level, subjectId, planMinor }) =>
      level === 'person' &&
      (planMinor !== null || profiles.has(subjectId)) &&
      (personId === null || subjectId === personId),
  )
  const open = Map.groupBy(
    await openDealsOf(
      tx,
      workspaceId,
      people.map(({ subjectId }) => subjectId),
    ),
    ({ ownerId }) => ownerId,
  )
  const absencesOf = Map.groupBy(absences, (absence) => absence.personId)
  const normsOf = Map.groupBy(norms, ({ ownerId }) => ownerId)
  const rows = people.map((person) => {
    const id = person.subjectId
    const { worked, absent } = daysOfPerson(period, person, absencesOf.get(id) ?? [], calendar)
    const from = contains(period, today) ? today : period.start
    const ahead = {
      from,
      last: lastDayOf(period),
      days: today > lastDayOf(period) ? [] : worked.filter((day) => day >= from),
    }
    const profile = profiles.get(id) ?? null
    const deals = (open.get(id) ?? []).map(({ ownerId: _ownerId, ...deal }) => deal)
    const { planMinor, factMinor } = person
    const targetMinor =
      planMinor === null ? null : asked.basis === 'whole' ? planMinor : Math.max(0, planMinor - factMinor)
    const days = asked.basis === 'whole' ? worked.length : ahead.days.length
    return {
      profile,
      open: deals,
      ahead,
      row: {
        personId: id,
        name: person.name,
        departmentName: departmentOf.get(id) ?? '',
        planMinor,
        factMinor,
        targetMinor,
        days: { total: worked.length, left: ahead.days.length, absent: absent.length },
        need: profile && targetMinor !== null ? needOf(profile, targetMinor, days, settings) : null,
        still:
          profile && planMinor !== null && ahead.days.length > 0
            ? stillOf(profile, planMinor - factMinor, deals, ahead)
            : null,
        norms: (normsOf.get(id) ?? []).map(({ kind, perDay }) => ({ kind, perDay })),
      },
    }
  })
  return { rows: rows.filter(({ row }) => row.planMinor !== null || row.days.total > 0), countedAt, settings, calendar }
}

function needOf(profile: SellerProfile, targetMinor: number, days: number, settings: Settings) {
  const [usable] = byBase(profile.pipelines)
  if (usable.length === 0 || days === 0) return null
  const need = decompose(profile, targetMinor, days)
  const perDay = need.contacts.map(({ kind, perDay: { value } }) => ({ kind, perDay: value }))
  const { minutesPerDay, load } = capacityOf(perDay, settings.minutes, settings.hoursPerDay)
  return {
    withoutBaseMinor: Math.round(need.withoutBaseMinor),
    checkMinor:
      need.won.value > 0
        ? (targetMinor - need.withoutBaseMinor) / need.won.value
        : single(usable.map((one) => one.checkMinor.value)),
    conversion:
      need.leads.value > 0 ? need.won.value / need.leads.value : single(usable.map((one) => conversionOf(one))),
    wonBehind: usable.reduce((sum, { checkMinor }) => sum + checkMinor.n, 0),
    won: need.won,
    leads: need.leads,
    leadsPerDay: need.leadsPerDay,
    contacts: need.contacts,
    minutesPerDay,
    load,
  }
}

/** Of a target of zero there is no mix: the figure is said only where one pipeline is meant. */
function single(values: readonly (number | null)[]): number | null {
  return values.length === 1 ? (values[0] ?? null) : null
}

function stillOf(
  profile: SellerProfile,
  missingMinor: number,
  open: readonly OpenDeals[],
  ahead: { from: Day; last: Day; days: readonly Day[] },
) {
  return stillPossible(profile, { ...ahead, missingMinor, open })
}

/** From so many people on, a mean tells nothing of a single colleague. */
const ENOUGH_TO_HIDE = 5

/** What the team's figures are is told to those who see the team, and to others where it is large enough. */
function withoutColleagues(profile: SellerProfile, actor: Actor): SellerProfile {
  if (actor.scope === 'all' || profile.teamSize >= ENOUGH_TO_HIDE) return profile
  const hidden = <One extends { team: number | null }>(estimate: One): One => ({ ...estimate, team: null })
  return {
    ...profile,
    pipelines: profile.pipelines.map((pipeline) => ({
      ...pipeline,
      checkMinor: hidden(pipeline.checkMinor),
      stages: pipeline.stages.map((stage) => ({ ...stage, passes: hidden(stage.passes) })),
      work: pipeline.work.map((work) => ({ ...work, perDeal: hidden(work.perDeal) })),
    })),
  }
}
