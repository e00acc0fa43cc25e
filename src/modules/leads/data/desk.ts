import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Absence, Load } from '../calc/distribution.ts'

/** One distribution of a company at a time: two leads at once go to two people. */
export async function holdDesk(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('leads.desk'), hashtext(${workspaceId}))`.execute(tx)
}

/** Leads that wait for their turn, the oldest first. */
export async function waitingLeads(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which leads are to be given to somebody?
    select id from leads where workspace_id = ${workspaceId}::uuid and awaits_turn order by received_at`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Who is away on this day, and who stands in for him. */
export async function absencesOn(tx: Tx, workspaceId: string, day: string): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    -- Who is away?
    select absent_id as "personId", substitute_id as "insteadId" from facts.substitutions
    where workspace_id = ${workspaceId}::uuid and starts_on <= ${day}::date and ends_on >= ${day}::date`.execute(tx)
  return rows
}

/** Open leads and deals of these people and when each was last given a lead. */
export async function loadsOf(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, Load & { leads: number }>> {
  const { rows } = await sql<{ id: string; deals: number; leads: number; lastTurn: number | null }>`
    -- How much do these people have on their hands?
    select p.id, coalesce(l.n, 0)::int as leads, coalesce(d.n, 0)::int as deals, t.turn as "lastTurn"
    from unnest(${[...personIds]}::uuid[]) as p (id)
    left join (select owner_id, count(*) as n from leads
               where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and state in ('assigned', 'accepted')
               group by owner_id) l on l.owner_id = p.id
    left join (select g.owner_id, sum(g.n) as n from facts.day_totals g
               join stages s on s.workspace_id = g.workspace_id and s.id = g.stage_id and s.meaning = 'open'
               where g.workspace_id = ${workspaceId}::uuid and g.kind = 'now' and g.day = '1970-01-01' and g.owner_id = any (${[...personIds]}::uuid[])
               group by g.owner_id) d on d.owner_id = p.id
    left join lead_turns t on t.workspace_id = ${workspaceId}::uuid and t.person_id = p.id`.execute(tx)
  return new Map(rows.map(({ id, deals, leads, lastTurn }) => [id, { open: deals + leads, leads, lastTurn }]))
}

/** Whose client has this phone or e-mail; the one who is responsible for the company comes before the one of the contact. */
export async function clientOwners(
  tx: Tx,
  workspaceId: string,
  phoneKey: string | null,
  email: string | null,
): Promise<string[]> {
  if (!phoneKey && !email) return []
  const { rows } = await sql<{ id: string }>`
    -- Who is responsible for this client?
    select coalesce(c.owner_id, r.owner_id) as id
    from clients_reached_by(${phoneKey}::text, ${email}::text) r
    left join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = r.company_id
    where coalesce(c.owner_id, r.owner_id) is not null
    order by r.company_id is null, r.contact_id is not null, c.created_at limit 5`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Remembers that this person has had his turn. */
export async function noteTurn(tx: Tx, workspaceId: string, personId: string, at: Date): Promise<void> {
  await sql`
    insert into lead_turns (workspace_id, person_id, at, turn)
    values (${workspaceId}::uuid, ${personId}::uuid, ${at}::timestamptz,
      (select coalesce(max(turn), 0) + 1 from lead_turns where workspace_id = ${workspaceId}::uuid))
    on conflict (workspace_id, person_id) do update set at = excluded.at, turn = excluded.turn, given = lead_turns.given + 1`.execute(
    tx,
  )
}

export interface LateLead {
  id: string
  name: string | null
  companyName: string | null
  ownerId: string | null
  departmentId: string | null
  receivedAt: Date
  /** What is to be said now. */
  tell: 'owner' | 'head'
  /** Whether the seller has been told already. */
  told: boolean
}

/** Leads past their target of which nobody has been told yet, and those so late that the head is to know. */
export async function lateLeads(tx: Tx, workspaceId: string, now: Date, most: number): Promise<LateLead[]> {
  const { rows } = await sql<LateLead>`
    -- Which clients wait too long?
    select id, name, company_name as "companyName", owner_id as "ownerId", department_id as "departmentId", received_at as "receivedAt",
           case when escalate_at < ${now}::timestamptz then 'head' else 'owner' end as tell, late_told_at is not null as told
    from leads
    where workspace_id = ${workspaceId}::uuid and responded_at is null and state in ('new', 'assigned', 'accepted', 'returned')
      and respond_by < ${now}::timestamptz
      and (late_told_at is null or (head_told_at is null and escalate_at < ${now}::timestamptz))
    order by respond_by limit ${most}::int for no key update skip locked`.execute(tx)
  return rows
}

/** Past row level security (for asServer): companies that have leads to give or leads that are late. */
export async function companiesWithWork(tx: Tx, now: Date): Promise<{ id: string; timeZone: TimeZone }[]> {
  const { rows } = await sql<{ id: string; timeZone: TimeZone }>`
    -- In which companies is there something to do with leads?
    select w.id, w.time_zone as "timeZone" from workspaces w
    where exists (select from leads l where l.workspace_id = w.id and l.awaits_turn)
       or exists (select from leads l where l.workspace_id = w.id and l.responded_at is null and l.state in ('new', 'assigned', 'accepted', 'returned')
                  and l.respond_by < ${now}::timestamptz
                  and (l.late_told_at is null or (l.head_told_at is null and l.escalate_at < ${now}::timestamptz)))`.execute(
    tx,
  )
  return rows
}

/** The company of a server's transaction: its zone and the language it speaks. */
export async function companyOf(tx: Tx, workspaceId: string): Promise<{ timeZone: TimeZone; language: 'ru' | 'en' }> {
  const { rows } = await sql<{ timeZone: TimeZone; language: 'ru' | 'en' }>`
    select time_zone as "timeZone", language from workspaces where id = ${workspaceId}::uuid`.execute(tx)
  const [company] = rows
  if (!company) throw new Error('the workspace is gone')
  return company
}

/** Remembers who has been told; the lead itself has not changed, so its version stays. */
export async function markTold(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
  head: boolean,
): Promise<void> {
  await sql`
    update leads set late_told_at = coalesce(late_told_at, ${now}::timestamptz),
      head_told_at = case when ${head}::boolean then ${now}::timestamptz else head_told_at end
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
}
