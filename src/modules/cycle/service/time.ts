import { asMonth } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { findPerson } from '#modules/org/api.ts'
import { timeShare } from '../calc/time-share.ts'
import type { TimeShare } from '../contract.ts'
import { deedsOf, ownShare, putOwnShare } from '../data/deeds.ts'
import { leads } from '../policy.ts'

const WHOLE = 1000

/** How the month of a leader went; his own word stands beside what the system saw. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function readTimeShare(
  tx: Tx,
  { actor }: By,
  { month: asked, personId = actor.personId }: { month: string; personId?: string | undefined },
): Promise<TimeShare> {
  const month = asMonth(asked)
  const isOwn = personId === actor.personId
  const isAbove = actor.scope === 'all' || actor.people.includes(personId)
  if (!isOwn && !(isAbove && (leads(actor) || actor.role === 'auditor'))) throw new Refusal('FORBIDDEN')
  const person = await findPerson(tx, personId)
  if (!person) throw new Refusal('NOT_FOUND')
  const seen = timeShare(await deedsOf(tx, actor.workspaceId, personId, monthPeriod(month)))
  const own = await ownShare(tx, actor.workspaceId, personId, month)
  return {
    month,
    person: { id: person.id, name: person.fullName },
    ...seen,
    own: own
      ? {
          managing: own.managing / WHOLE,
          selling: own.selling / WHOLE,
          motivating: own.motivating / WHOLE,
          note: own.note,
          version: own.version,
        }
      : null,
    may: { edit: isOwn && leads(actor) && !actor.readOnly },
  }
}

interface Given {
  month: string
  managing: number
  selling: number
  motivating: number
  note?: string | null | undefined
  version: number
}

/** @throws Refusal FORBIDDEN, TIME_SHARES_SUM, TIME_SHARE_CHANGED */
export async function setTimeShare(tx: Tx, by: By, given: Given): Promise<TimeShare> {
  const { actor } = by
  if (!leads(actor) || actor.readOnly) throw new Refusal('FORBIDDEN')
  const part = (share: number) => Math.round(share * WHOLE)
  const [managing, selling, motivating] = [part(given.managing), part(given.selling), part(given.motivating)]
  if (managing + selling + motivating !== WHOLE) throw new Refusal('TIME_SHARES_SUM')
  const { month, version, note } = given
  const own = { personId: actor.personId, month, version, note: note || null, managing, selling, motivating }
  if (!(await putOwnShare(tx, actor.workspaceId, own))) throw new Refusal('TIME_SHARE_CHANGED')
  return readTimeShare(tx, by, { month })
}
