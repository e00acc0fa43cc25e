import { dayOf } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { notify } from '#modules/notifications/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { chosenOf, membersOf, presentAmong, ruleFor, type Absence, type Seller } from '../calc/distribution.ts'
import { isOpen } from '../calc/response-clock.ts'
import type { LeadSettings } from '../contract.ts'
import { absencesOn, clientOwners, companyOf, holdDesk, loadsOf, noteTurn, waitingLeads } from '../data/desk.ts'
import { listRules, type StoredRule } from '../data/rules.ts'
import { appendLog, lockLeads, type LockedLead, updateLead } from '../data/write-leads.ts'
import { can } from '../policy.ts'
import { deskOf } from './desk-actor.ts'
import { clockOf, settingsOf } from './settings-of.ts'

const AT_ONCE = 200

/**
 * Gives leads that wait to whoever's turn it is, by the rules of the company; those for whom nobody is here go on waiting. Transactions of their
 * own, as the desk: whoever brought the lead need not see the one who gets it.
 * @param ids these leads alone; absent: all that wait
 * @returns how many were given to somebody
 */
export async function distribute(gate: Gate, workspaceId: string, now: Date, ids?: readonly string[]): Promise<number> {
  const waiting = ids ?? (await gate.as(deskOf(workspaceId), (tx) => waitingLeads(tx, workspaceId)))
  let given = 0
  for (let at = 0; at < waiting.length; at += AT_ONCE)
    given += await giveOut(gate, workspaceId, now, waiting.slice(at, at + AT_ONCE))
  return given
}

function giveOut(gate: Gate, workspaceId: string, now: Date, waiting: readonly string[]): Promise<number> {
  const giveAll = async (tx: Tx) => {
    await holdDesk(tx, workspaceId)
    const desk = await deskToday(tx, workspaceId, now)
    if (desk.settings.onlyInHours && !desk.open) return 0
    const leads = (await lockLeads(tx, workspaceId, waiting)).filter(({ awaitsTurn }) => awaitsTurn)
    let given = 0
    for (const lead of leads.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())) {
      const turn = await turnOf(tx, desk, lead)
      if (turn.to) given += 1
      await settle(tx, desk, lead, turn)
    }
    return given
  }
  return gate.as(deskOf(workspaceId), giveAll, { again: true })
}

interface Desk {
  workspaceId: string
  now: Date
  today: string
  open: boolean
  settings: LeadSettings
  rules: readonly StoredRule[]
  people: ReadonlyMap<string, Seller & { managerId: string | null }>
  departments: readonly { id: string; parentId: string | null; headId: string | null }[]
  absences: readonly Absence[]
}

async function deskToday(tx: Tx, workspaceId: string, now: Date): Promise<Desk> {
  const { timeZone, language } = await companyOf(tx, workspaceId)
  const settings = await settingsOf(tx, workspaceId, language)
  const { people, departments } = await orgTree(tx)
  const today = dayOf(now, timeZone)
  return {
    workspaceId,
    now,
    today,
    open: isOpen(now, await clockOf(tx, timeZone, settings)),
    settings,
    rules: await listRules(tx, workspaceId),
    people: new Map(people.map((person) => [person.id, person])),
    departments,
    absences: await absencesOn(tx, workspaceId, today),
  }
}

interface Turn {
  to: string | null
  ruleId?: string | null
  /** Why: client, rule, pool, head. */
  how?: string
  /** Nobody can be found by waiting: somebody has to decide. */
  byHand?: boolean
}

async function turnOf(tx: Tx, desk: Desk, lead: LockedLead): Promise<Turn> {
  const { settings, people, absences, today } = desk
  if (lead.toHead) return { to: headFor(desk, lead), how: 'head', byHand: true }
  const present = (ids: readonly string[]) =>
    presentAmong(ids, people, absences, today).filter((id) => can({ role: people.get(id)?.role ?? '' }, 'work'))
  const fresh = (ids: readonly string[]) => ids.filter((id) => !lead.returnedBy.includes(id))
  if (settings.toClientOwner) {
    const [owner] = fresh(present(await clientOwners(tx, desk.workspaceId, lead.phoneKey, lead.email)))
    if (owner) return { to: owner, how: 'client' }
  }
  const interest = [lead.product, lead.text].filter(Boolean).join(' ') || null
  const rule = ruleFor(desk.rules, { ...lead, interest })
  const method = rule?.method ?? settings.method
  if (method === 'by_hand') return { to: null, byHand: true }
  const here = present(membersOf(rule ?? settings, people.values(), desk.departments))
  const candidates = fresh(here)
  // Everybody who is here has given it back: waiting brings nobody else today.
  if (here.length > 0 && candidates.length === 0) return { to: headFor(desk, lead), how: 'head', byHand: true }
  const to = chosenOf(candidates, await loadsOf(tx, desk.workspaceId, candidates), method)
  return { to, ruleId: rule?.id ?? null, how: rule ? 'rule' : 'pool' }
}

/** The manager of whoever gave the lead back last, or the head of his department; somebody who is here. */
function headFor({ people, departments, absences, today }: Desk, { returnedBy }: LockedLead): string | null {
  const last = people.get(returnedBy.at(-1) ?? '')
  if (!last) return null
  const head = departments.find(({ id }) => id === last.departmentId)?.headId
  const above = [last.managerId, head].filter((id): id is string => Boolean(id) && id !== last.id)
  return presentAmong(above, people, absences, today)[0] ?? null
}

async function settle(tx: Tx, desk: Desk, lead: LockedLead, { to, ruleId, how, byHand }: Turn): Promise<void> {
  const { workspaceId, now } = desk
  if (!to) {
    if (byHand) await updateLead(tx, workspaceId, lead.id, { awaitsTurn: false, toHead: false })
    return
  }
  await giveTo(tx, { workspaceId, now, actorId: null }, lead, to, { how: how ?? null, ruleId: ruleId ?? null })
  if (how !== 'head' && how !== 'client') await noteTurn(tx, workspaceId, to, now)
}

/** Gives a lead to a person: the row, the log, the notice, the browsers. */
export async function giveTo(
  tx: Tx,
  { workspaceId, now, actorId }: { workspaceId: string; now: Date; actorId: string | null },
  lead: LockedLead,
  to: string,
  { how, ruleId }: { how: string | null; ruleId?: string | null },
): Promise<void> {
  await appendLog(tx, workspaceId, [
    {
      leadId: lead.id,
      at: now,
      kind: 'assigned',
      actorId,
      fromPersonId: lead.ownerId,
      toPersonId: to,
      details: { how },
    },
  ])
  await updateLead(tx, workspaceId, lead.id, {
    state: 'assigned',
    ownerId: to,
    departmentId: null,
    assignedAt: now,
    acceptedAt: null,
    awaitsTurn: false,
    toHead: false,
    ...(ruleId !== undefined && { ruleId }),
  })
  if (to !== actorId) {
    await notify(tx, [
      {
        workspaceId,
        personId: to,
        kind: 'LEAD_ASSIGNED',
        subject: { type: 'lead', id: lead.id },
        data: { name: lead.name ?? lead.companyName, minutes: lead.respondedAt ? null : lead.targetMinutes },
        path: `/leads?lead=${lead.id}`,
      },
    ])
  }
  announce(tx, { workspaceId, topic: 'lead', id: lead.id, ownerIds: [lead.ownerId, to], byPersonId: actorId })
}
