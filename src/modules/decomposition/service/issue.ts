import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type NormItem, setRules } from '#modules/norms/api.ts'
import { asNorms, type SaidNorm } from '../calc/as-norms.ts'
import { decompose, type WhatIf } from '../calc/decompose.ts'
import type { ContactKind } from '../calc/profile.ts'
import { currentVersions } from '../data/now.ts'
import { can } from '../policy.ts'
import { type Asked, decompositions } from './team.ts'

interface Issuing extends Asked {
  personIds: readonly string[]
  from: string
  kinds: readonly ContactKind[]
  whatIf: WhatIf
}

type Reason = 'noPlan' | 'noHistory' | 'away' | 'gone'

/**
 * Makes what the plan needs norms of these people from a day on: whole numbers, rounded up. Who has no plan or no history, or is away on that day, gets
 * none and is named. @throws Refusal FORBIDDEN, NORM_IN_THE_PAST, NORM_SUBJECT for one whose role has no norms, NORM_CHANGED
 */
export async function issueNorms(tx: Tx, actor: Actor, asked: Issuing, today: Day) {
  if (!can(actor, 'issue')) throw new Refusal('FORBIDDEN')
  const { rows, calendar } = await decompositions(tx, actor, asked, today)
  const wanted = new Set(asked.personIds)
  const issued: { personId: string; norms: SaidNorm[] }[] = []
  const left: { personId: string; name: string; reason: Reason }[] = []
  const versions = await currentVersions(tx, actor.workspaceId, asked.from)
  for (const { row, profile } of rows) {
    if (!wanted.has(row.personId)) continue
    const { personId, name } = row
    const days = asked.basis === 'whole' ? row.days.total : row.days.left
    if (row.targetMinor === null) left.push({ personId, name, reason: 'noPlan' })
    else if (!profile || !row.need || days === 0) left.push({ personId, name, reason: 'noHistory' })
    else {
      const need = decompose(profile, row.targetMinor, days, asked.whatIf)
      const perDay = need.contacts.map(({ kind, perDay: { value } }) => ({ kind, perDay: value }))
      const norms = asNorms(perDay, calendar.weekDays.length, asked.kinds)
      const reason = await put(tx, actor, itemsOf(personId, norms, asked.from, versions), today)
      if (reason) left.push({ personId, name, reason })
      else issued.push({ personId, norms })
    }
  }
  return { issued, left }
}

function itemsOf(
  ownerId: string,
  norms: readonly SaidNorm[],
  validFrom: string,
  versions: ReadonlyMap<string, number>,
): NormItem[] {
  return norms.map((norm) => ({
    ...norm,
    level: 'person' as const,
    role: null,
    departmentId: null,
    ownerId,
    validFrom,
    version: versions.get(`${ownerId} ${norm.kind}`) ?? 0,
  }))
}

/** One who is away does not stop the others: why he got no norm is said. */
async function put(tx: Tx, actor: Actor, items: readonly NormItem[], today: Day): Promise<Reason | null> {
  if (items.length === 0) return null
  try {
    await setRules(tx, actor, { items, origin: 'decomposition' }, today)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'NORM_PERSON_AWAY') return 'away'
    if (error.code === 'NORM_PERSON_GONE') return 'gone'
    if (error.code === 'NORM_NOT_YOURS') throw new Refusal('FORBIDDEN')
    throw error
  }
}
