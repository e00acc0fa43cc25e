import { addDays, type Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { notify } from '#modules/notifications/api.ts'
import { audit, orgTree, worksHere } from '#modules/org/api.ts'
import type { Substitution } from '../contract.ts'
import {
  absencesWithin,
  endSubstitution,
  insertSubstitution,
  listSubstitutions,
  type StoredSubstitution,
  substitutionById,
  type SubstitutionValues,
  updateSubstitution,
} from '../data/substitutions.ts'
import { can, isAbove, works } from '../policy.ts'

const LONGEST_DAYS = 366

/** Who is away is known to the whole company; why, to himself, to those above him, and to those who keep the papers. */
export async function readSubstitutions(
  tx: Tx,
  by: By,
  { personId, over = false }: { personId?: string | undefined; over?: boolean | undefined },
): Promise<Substitution[]> {
  const found = await listSubstitutions(tx, by.actor.workspaceId, { personId, over, today: todayOf(by) })
  return found.map((one) => shown(one, by))
}

type Fields = Omit<SubstitutionValues, 'note'> & { note?: string | null | undefined }

/** @throws Refusal FORBIDDEN, NOT_FOUND, HANDOVER_TO_SELF, HANDOVER_TO_GONE, SUBSTITUTION_DATES, SUBSTITUTION_OVERLAPS, SUBSTITUTE_AWAY */
export async function addSubstitution(
  tx: Tx,
  by: By,
  fields: Fields,
  /** Of the absence that is approved by it, when there is one. */
  id: string = uuid7(),
): Promise<Substitution> {
  const values = { ...fields, note: fields.note ?? null }
  await check(tx, by, values, null)
  const { workspaceId, personId } = by.actor
  await insertSubstitution(tx, workspaceId, id, personId, values)
  await audit(tx, by.actor, 'substitution.added', 'person', values.absentId, {
    substitute: values.substituteId,
    from: values.startsOn,
    to: values.endsOn,
  })
  return told(tx, by, id)
}

type Change = { [Field in keyof Omit<Fields, 'absentId'>]?: Fields[Field] | undefined } & {
  id: string
  version: number
}

/** @throws Refusal of addSubstitution, SUBSTITUTION_CHANGED */
export async function changeSubstitution(tx: Tx, by: By, { id, version, ...change }: Change): Promise<Substitution> {
  const before = await existing(tx, by, id)
  if (before.version !== version) throw new Refusal('SUBSTITUTION_CHANGED')
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const values: SubstitutionValues = { ...before, ...given }
  await check(tx, by, values, id)
  if (!(await updateSubstitution(tx, by.actor.workspaceId, id, version, values)))
    throw new Refusal('SUBSTITUTION_CHANGED')
  await audit(tx, by.actor, 'substitution.changed', 'person', before.absentId, {
    substitute: values.substituteId,
    from: values.startsOn,
    to: values.endsOn,
  })
  return told(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function cancelSubstitution(tx: Tx, by: By, id: string): Promise<void> {
  const before = await existing(tx, by, id)
  if (!mayArrange(by, before.absentId)) throw new Refusal('FORBIDDEN')
  await endSubstitution(tx, by.actor.workspaceId, id, todayOf(by))
  await audit(tx, by.actor, 'substitution.cancelled', 'person', before.absentId)
}

async function check(tx: Tx, by: By, values: SubstitutionValues, self: string | null): Promise<void> {
  const { absentId, substituteId, startsOn, endsOn } = values
  const { workspaceId } = by.actor
  if (!can(by.actor, 'substitute')) throw new Refusal('FORBIDDEN')
  const people = new Map((await orgTree(tx)).people.map((person) => [person.id, person]))
  if (!people.has(absentId) || !isAbove(by.actor, absentId)) throw new Refusal('NOT_FOUND')
  if (endsOn < startsOn || endsOn > addDays(startsOn as Day, LONGEST_DAYS)) throw new Refusal('SUBSTITUTION_DATES')
  const [overlap] = await absencesWithin(tx, workspaceId, absentId, { startsOn, endsOn, except: self })
  if (overlap) throw new Refusal('SUBSTITUTION_OVERLAPS', { ...overlap })
  if (!substituteId) return
  if (substituteId === absentId) throw new Refusal('HANDOVER_TO_SELF')
  const substitute = people.get(substituteId)
  if (!substitute || !(isAbove(by.actor, substituteId) || substituteId === by.actor.personId))
    throw new Refusal('NOT_FOUND')
  if (!works(substitute) || !worksHere(substitute, startsOn) || !worksHere(substitute, endsOn))
    throw new Refusal('HANDOVER_TO_GONE', { names: [substitute.fullName] })
  const [away] = await absencesWithin(tx, workspaceId, substituteId, { startsOn, endsOn, except: self })
  if (away) throw new Refusal('SUBSTITUTE_AWAY', { name: substitute.fullName, ...away })
}

async function existing(tx: Tx, by: By, id: string): Promise<StoredSubstitution> {
  if (!can(by.actor, 'substitute')) throw new Refusal('FORBIDDEN')
  const found = await substitutionById(tx, by.actor.workspaceId, id)
  if (!found || found.cancelled) throw new Refusal('NOT_FOUND')
  return found
}

async function told(tx: Tx, by: By, id: string): Promise<Substitution> {
  const one = await existing(tx, by, id)
  if (one.substituteId && one.substituteId !== by.actor.personId) {
    await notify(tx, [
      {
        workspaceId: by.actor.workspaceId,
        personId: one.substituteId,
        kind: 'SUBSTITUTION_SET',
        subject: null,
        data: { absent: one.absentName, from: one.startsOn, to: one.endsOn },
        path: '/deals',
      },
    ])
  }
  return shown(one, by)
}

function mayArrange({ actor }: By, absentId: string): boolean {
  return can(actor, 'substitute') && !actor.readOnly && isAbove(actor, absentId)
}

function shown(one: StoredSubstitution, by: By): Substitution {
  const today = todayOf(by)
  const { actor } = by
  const knows =
    one.absentId === actor.personId || actor.role === 'hr' || actor.role === 'auditor' || isAbove(actor, one.absentId)
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const state = one.cancelled ? 'cancelled' : one.endsOn < today ? 'over' : one.startsOn > today ? 'ahead' : 'now'
  return {
    id: one.id,
    absent: { id: one.absentId, name: one.absentName },
    substitute: named(one.substituteId, one.substituteName),
    startsOn: one.startsOn,
    endsOn: one.endsOn,
    reason: knows ? one.reason : null,
    note: knows ? one.note : null,
    createdBy: named(one.createdById, one.createdByName),
    state,
    version: one.version,
    may: { edit: (state === 'now' || state === 'ahead') && mayArrange(by, one.absentId) },
  }
}
