import { addDays, type Day } from '#core/calendar/day.ts'
import { firstDay, monthOf } from '#core/calendar/month.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit, isAtWork, orgTree, workCalendar } from '#modules/org/api.ts'
import type { NormKind } from '../contract.ts'
import { absencesIn } from '../data/norm-spans.ts'
import { deleteRule, putRule, rulesOf, ruleVersion, type StoredRule } from '../data/rules.ts'
import { normSettings, rampOf } from '../data/settings.ts'
import { can } from '../policy.ts'
import { mayOf } from './board.ts'

export interface NormItem {
  level: 'role' | 'person'
  role: 'seller' | 'head' | null
  departmentId: string | null
  ownerId: string | null
  kind: NormKind
  validFrom: string
  amount: number | null
  per: 'day' | 'week'
  version: number
}

const NORM_ROLES = new Set(['seller', 'head'])

/** The rules with their names and whether they count now. @throws Refusal FORBIDDEN */
export async function listRules(tx: Tx, actor: Actor, ownerId: string | undefined, today: Day) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { workspaceId } = actor
  const [rules, ramp, settings, { departments, people }] = await Promise.all([
    rulesOf(tx, workspaceId, ownerId ?? null),
    rampOf(tx, workspaceId),
    normSettings(tx, workspaceId),
    orgTree(tx),
  ])
  const names = new Map([
    ...departments.map(({ id, name }) => [id, name] as const),
    ...people.map(({ id, fullName }) => [id, fullName] as const),
  ])
  const may = mayOf(actor)
  const sees = (id: string) => actor.scope === 'all' || actor.people.includes(id)
  const newest = new Set<string>()
  return {
    rules: rules.map((rule) => {
      // The latest comes first: of those that have begun the first one counts.
      const key = `${rule.level} ${rule.role} ${rule.departmentId} ${rule.ownerId} ${rule.kind}`
      const state = rule.validFrom > today ? ('ahead' as const) : newest.has(key) ? ('past' as const) : ('now' as const)
      if (state === 'now') newest.add(key)
      return {
        ...rule,
        departmentName: names.get(rule.departmentId ?? '') ?? null,
        ownerName: names.get(rule.ownerId ?? '') ?? null,
        state,
        editable: mayIssue(actor, rule),
      }
    }),
    ramp,
    settings,
    departments: departments
      .filter(({ id, isArchived }) => !isArchived && (actor.scope === 'all' || actor.departments.includes(id)))
      .map(({ id, name }) => ({ id, name })),
    people: people.flatMap((person) => {
      const { id, fullName, role } = person
      return (role === 'seller' || role === 'head') && sees(id) && isAtWork(person, today)
        ? [{ id, name: fullName, role }]
        : []
    }),
    may,
  }
}

/** Whether the actor may issue this: a head for his people and his department, the director and the owner for whom they see. */
function mayIssue(
  actor: Actor,
  { level, ownerId, departmentId }: Pick<StoredRule, 'level' | 'ownerId' | 'departmentId'>,
): boolean {
  if (!can(actor, 'issue')) return false
  if (actor.scope === 'all') return true
  if (level === 'person') return ownerId !== null && ownerId !== actor.personId && actor.people.includes(ownerId)
  return departmentId !== null && actor.departments.includes(departmentId)
}

/**
 * Issues norms, all or none. A norm begins in the running month or later: what was asked for in a month that is over does not change.
 * @throws Refusal FORBIDDEN, NORM_NOT_YOURS, NORM_IN_THE_PAST, NORM_PERSON_AWAY, NORM_PERSON_GONE, NORM_SUBJECT, NORM_CHANGED
 */
export async function setRules(
  tx: Tx,
  actor: Actor,
  {
    items,
    note,
    origin = 'hand',
  }: { items: readonly NormItem[]; note?: string | undefined; origin?: 'hand' | 'decomposition' },
  today: Day,
): Promise<void> {
  if (!can(actor, 'issue')) throw new Refusal('FORBIDDEN')
  const [{ people, departments }, { weekDays }] = await Promise.all([orgTree(tx), workCalendar(tx)])
  const from = firstDay(monthOf(today))
  for (const item of items) {
    const person = people.find(({ id }) => id === item.ownerId)
    const department = departments.find(({ id }) => id === item.departmentId)
    const name = person?.fullName ?? department?.name ?? actor.workspace.name
    if (
      item.level === 'person'
        ? !person || item.role !== null || item.departmentId !== null
        : !item.role || item.ownerId !== null
    )
      throw new Refusal('NORM_SUBJECT')
    if (person && !NORM_ROLES.has(person.role)) throw new Refusal('NORM_SUBJECT')
    if (!mayIssue(actor, item)) throw new Refusal('NORM_NOT_YOURS', { name })
    if (item.validFrom < from) throw new Refusal('NORM_IN_THE_PAST', { from })
    if (person?.leftOn && person.leftOn < item.validFrom)
      throw new Refusal('NORM_PERSON_GONE', { name, on: person.leftOn })
    if (person && (item.amount ?? 0) > 0) await refuseWhileAway(tx, actor, person.id, name, item.validFrom as Day)
    await put(
      tx,
      actor,
      { ...item, validFrom: item.validFrom as Day, origin, note: note || null },
      name,
      weekDays.length,
    )
  }
  await audit(tx, actor, 'norms.issued', 'norms', null, { count: items.length, origin })
  announce(tx, { workspaceId: actor.workspaceId, topic: 'norm', id: '*', ownerIds: [], byPersonId: actor.personId })
}

/** A norm that begins while its person is away would be one that nobody can meet: it is to begin when he is back. */
async function refuseWhileAway(tx: Tx, actor: Actor, personId: string, name: string, day: Day): Promise<void> {
  const absences = await absencesIn(tx, actor.workspaceId, { start: day, end: addDays(day, 1) })
  const away = absences.find((absence) => absence.personId === personId)
  if (away) throw new Refusal('NORM_PERSON_AWAY', { name, from: away.from, to: away.to, next: addDays(away.to, 1) })
}

async function put(tx: Tx, actor: Actor, item: Omit<StoredRule, 'id'>, name: string, weekDays: number): Promise<void> {
  const perDay = item.amount === null ? null : item.per === 'day' ? item.amount : item.amount / weekDays
  if (await putRule(tx, actor.workspaceId, { ...item, perDay }, actor.personId)) return
  throw new Refusal('NORM_CHANGED', { name, version: (await ruleVersion(tx, actor.workspaceId, item)) ?? 0 })
}

/** Takes a norm back. @throws Refusal FORBIDDEN, NOT_FOUND, NORM_IN_THE_PAST, NORM_CHANGED */
export async function removeRule(
  tx: Tx,
  actor: Actor,
  { id, version }: { id: string; version: number },
  today: Day,
): Promise<void> {
  if (!can(actor, 'issue')) throw new Refusal('FORBIDDEN')
  const rule = (await rulesOf(tx, actor.workspaceId)).find((one) => one.id === id)
  if (!rule) throw new Refusal('NOT_FOUND')
  if (!mayIssue(actor, rule)) throw new Refusal('FORBIDDEN')
  const from = firstDay(monthOf(today))
  if (rule.validFrom < from) throw new Refusal('NORM_IN_THE_PAST', { from })
  if (!(await deleteRule(tx, actor.workspaceId, id, version)))
    throw new Refusal('NORM_CHANGED', { name: actor.workspace.name, version: rule.version })
  await audit(tx, actor, 'norms.withdrawn', 'norms', id, { kind: rule.kind, validFrom: rule.validFrom })
  announce(tx, { workspaceId: actor.workspaceId, topic: 'norm', id, ownerIds: [], byPersonId: actor.personId })
}
