import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Language } from '#core/i18n/language.ts'
import { audit } from '#modules/org/api.ts'
import { usualDuties } from '../calc/usual-duties.ts'
import { type Duty, type DutyList, dutyRoles } from '../contract/duties.ts'
import { dutyLists, insertDuties, lockDuties, type StoredDuties } from '../data/duties.ts'
import { writesDuties } from '../policy.ts'

type Role = DutyList['role']

export async function duties(tx: Tx, by: By, language: Language) {
  const stored = await dutyLists(tx, by.actor.workspaceId)
  const lists = dutyRoles.map((role) => shown(stored.find((one) => one.role === role)) ?? usual(role, language))
  return { lists, may: { edit: writesDuties(by.actor) } }
}

export async function dutyVersions(tx: Tx, by: By, role: Role, language: Language): Promise<DutyList[]> {
  const stored = await dutyLists(tx, by.actor.workspaceId, role)
  return [...stored.flatMap((one) => shown(one) ?? []), usual(role, language)]
}

interface Given {
  role: Role
  version: number
  items: Duty[]
  note?: string | null | undefined
}

/** @throws Refusal FORBIDDEN, DUTIES_EMPTY, DUTIES_CHANGED {current} */
export async function setDuties(tx: Tx, by: By, { role, version, items, note }: Given, language: Language) {
  const { actor } = by
  if (!writesDuties(actor)) throw new Refusal('FORBIDDEN')
  if (items.length === 0) throw new Refusal('DUTIES_EMPTY')
  await lockDuties(tx, actor.workspaceId, role)
  const current = await latest(tx, by, role, language)
  if (current.version !== version) throw new Refusal('DUTIES_CHANGED', { current })
  await insertDuties(tx, actor.workspaceId, {
    role,
    version: version + 1,
    items,
    note: note || null,
    byId: actor.personId,
  })
  await audit(tx, actor, 'duties.changed', 'role', role, { role, version: version + 1 })
  return latest(tx, by, role, language)
}

async function latest(tx: Tx, by: By, role: Role, language: Language): Promise<DutyList> {
  const [stored] = await dutyLists(tx, by.actor.workspaceId, role)
  return shown(stored) ?? usual(role, language)
}

function usual(role: Role, language: Language): DutyList {
  return { role, version: 0, items: usualDuties(role, language), note: null, changedAt: null, changedBy: null }
}

function shown(one: StoredDuties | undefined): DutyList | undefined {
  if (!one) return undefined
  const { createdById, createdByName } = one
  return {
    role: one.role as Role,
    version: one.version,
    items: one.items,
    note: one.note,
    changedAt: one.createdAt.toISOString(),
    changedBy: createdById && createdByName !== null ? { id: createdById, name: createdByName } : null,
  }
}
