import { dayOf } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import { type Notice, notify } from '#modules/notifications/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { takesLeads } from '../calc/distribution.ts'
import { companiesWithWork, companyOf, lateLeads, type LateLead, markTold } from '../data/desk.ts'
import { appendLog } from '../data/write-leads.ts'
import { deskOf } from './desk-actor.ts'
import { distribute } from './distribute.ts'

const AT_ONCE = 500

/** What is done with leads by the clock: those that wait are given to whoever has come, late ones are told of. Safe to run twice. */
export async function lookAfterLeads(gate: Gate, now: Date): Promise<void> {
  await eachApart(await gate.asServer((tx) => companiesWithWork(tx, now)), async ({ id }) => {
    await distribute(gate, id, now)
    await gate.as(deskOf(id), (tx) => tellOfLate(tx, id, now))
  })
}

/**
 * Tells the seller of a lead past its target, and his head when it is past the second one. Nobody's lead is told to the heads at once. Gives how many
 * leads somebody was told of.
 */
export async function tellOfLate(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  const late = await lateLeads(tx, workspaceId, now, AT_ONCE)
  if (late.length === 0) return 0
  const { people, departments } = await orgTree(tx)
  const byId = new Map(people.map((person) => [person.id, person]))
  const today = dayOf(now, (await companyOf(tx, workspaceId)).timeZone)
  const works = (id: string | null | undefined): id is string => {
    const person = byId.get(id ?? '')
    return person !== undefined && takesLeads(person, today)
  }
  const headsOf = (lead: LateLead): string[] => {
    const owner = byId.get(lead.ownerId ?? '')
    const head = departments.find(({ id }) => id === (owner?.departmentId ?? lead.departmentId))?.headId
    const one = [head, owner?.managerId].find((id) => works(id) && id !== lead.ownerId)
    // Nobody's lead: all heads; a company without one: its directors and owners.
    if (one) return [one]
    const ofRole = (role: string) =>
      people.filter((person) => person.role === role && works(person.id)).map(({ id }) => id)
    return [ofRole('head'), ofRole('director'), ofRole('owner')].find((ids) => ids.length > 0) ?? []
  }
  const notices: Notice[] = []
  const tell = (lead: LateLead, kind: 'LEAD_LATE' | 'LEAD_LATE_TEAM', personId: string) =>
    notices.push({
      workspaceId,
      personId,
      kind,
      subject: { type: 'lead', id: lead.id },
      data: { name: lead.name ?? lead.companyName, owner: byId.get(lead.ownerId ?? '')?.fullName ?? null },
      path: `/leads?lead=${lead.id}`,
      key: `${kind} ${lead.id} ${lead.ownerId ?? ''}`,
    })
  const ofHead = (lead: LateLead) => lead.tell === 'head' || lead.ownerId === null
  for (const lead of late) {
    if (lead.ownerId && !lead.told) tell(lead, 'LEAD_LATE', lead.ownerId)
    if (ofHead(lead)) for (const head of headsOf(lead)) tell(lead, 'LEAD_LATE_TEAM', head)
  }
  const log = late.map((lead) => ({
    leadId: lead.id,
    at: now,
    kind: ofHead(lead) ? 'escalated' : 'late',
    actorId: null,
  }))
  await appendLog(tx, workspaceId, log)
  for (const head of [false, true]) {
    const ids = late.filter((lead) => ofHead(lead) === head).map(({ id }) => id)
    await markTold(tx, workspaceId, ids, now, head)
  }
  await notify(tx, notices)
  return late.length
}
