import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Gate, Scope } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'

interface ActorRow {
  workspaceId: string
  personId: string
  fullName: string
  role: string
  reach: string | null
  workspaceName: string
  timeZone: TimeZone
  currency: string
  isDemo: boolean
  language: Language
  team: string[]
  subtree: string[]
  /** Those of the subtree, and those he stands in for, whom he would not see without standing in. */
  lent: string[]
  standsInFor: string[]
  ownDepartments: string[]
  departments: string[]
}

/** Whose business rows a role sees, unless the person's own reach says otherwise (docs/guide/people.md). */
const reachOfRole: Record<string, 'own' | 'team' | 'subtree' | 'all' | 'none'> = {
  owner: 'all',
  director: 'subtree',
  head: 'subtree',
  seller: 'own',
  hr: 'none',
  marketing: 'all',
  finance: 'all',
  auditor: 'all',
  admin: 'none',
}

/** Roles that see no names, phones and e-mails of clients' people. */
const withoutPersonal = new Set(['hr', 'marketing', 'admin'])

/** The person as an actor: role, scope and the people whom the scope reaches today. Null when there is no such person or he may not act. */
export async function actorOf(gate: Gate, personId: string, now = new Date()): Promise<Actor | null> {
  const row = await gate.asServer(async (tx) => (await actorRow(personId, now).execute(tx)).rows[0])
  if (!row) return null
  const reach = row.reach ?? reachOfRole[row.role] ?? 'own'
  const scope: Scope = reach === 'all' || reach === 'none' ? reach : 'people'
  const seen = { own: [row.personId], team: row.team, subtree: row.subtree }[reach]
  // Whoever stands in works the absent one's records too; one without rows of his own gets none by it.
  const people = seen ? [...new Set([...seen, ...row.standsInFor])] : []
  const lent = new Set(row.lent.filter((id) => reach !== 'team' || !row.team.includes(id)))
  // Seeing the whole company puts nobody else below him, and takes nobody away.
  const led = reach === 'all' ? row.subtree : people
  return {
    workspaceId: row.workspaceId,
    personId: row.personId,
    fullName: row.fullName,
    role: row.role,
    scope,
    people,
    lentPeople: people.filter((id) => lent.has(id)),
    below: led.filter((id) => id !== row.personId && !lent.has(id)),
    departments: reach === 'subtree' ? row.departments : reach === 'none' ? [] : row.ownDepartments,
    seesPersonal: !withoutPersonal.has(row.role),
    readOnly: row.role === 'auditor',
    language: row.language,
    workspace: { name: row.workspaceName, timeZone: row.timeZone, currency: row.currency, isDemo: row.isDemo },
    via: 'session',
  }
}

const actorRow = (personId: string, now: Date) => sql<ActorRow>`
  -- Who is this person, and whom does he stand above: his reports, whoever works in departments that he or they head, and so on down?
  -- For whom does he stand in today? He works the records of that one, and of those below him if he is a leader himself.
  with recursive me as (
    select p.*, w.name as workspace_name, w.time_zone, w.currency, w.is_demo, coalesce(p.language, w.language) as spoken
    from people p join workspaces w on w.id = p.workspace_id
    where p.id = ${personId}::uuid and p.state = 'active' and (p.left_on is null or p.left_on >= (${now}::timestamptz at time zone w.time_zone)::date)
  ), stands_in as (
    select s.absent_id as id from substitutions s, me
    where s.workspace_id = me.workspace_id and s.substitute_id = me.id and s.cancelled_at is null
      and (${now}::timestamptz at time zone me.time_zone)::date between s.starts_on and s.ends_on
  ), below (kind, id, own) as (
    (select 'person', id, true from me union all select 'person', id, false from stands_in)
    union
    select next.kind, next.id, b.own from below b, me, lateral (
      select 'person' as kind, p.id from people p where b.kind = 'person' and p.workspace_id = me.workspace_id and p.manager_id = b.id
      union all
      select 'department', d.id from departments d where b.kind = 'person' and d.workspace_id = me.workspace_id and d.head_id = b.id
      union all
      select 'department', d.id from departments d where b.kind = 'department' and d.workspace_id = me.workspace_id and d.parent_id = b.id
      union all
      select 'person', p.id from people p where b.kind = 'department' and p.workspace_id = me.workspace_id and p.department_id = b.id
    ) next
  ), own_departments as (
    select d.id from departments d, me where d.workspace_id = me.workspace_id and (d.head_id = me.id or d.id = me.department_id)
  )
  select me.workspace_id as "workspaceId", me.id as "personId", me.full_name as "fullName", me.role, me.scope as reach,
         me.workspace_name as "workspaceName", me.time_zone as "timeZone", me.currency, me.is_demo as "isDemo", me.spoken as language,
         array(select p.id from people p where p.workspace_id = me.workspace_id
           and (p.id = me.id or p.manager_id = me.id or p.department_id in (select id from own_departments))) as team,
         array(select distinct id from below where kind = 'person') as subtree,
         array(select id from below where kind = 'person' group by id having not bool_or(own)) as lent,
         array(select id from stands_in) as "standsInFor",
         array(select id from own_departments) as "ownDepartments",
         array(select id from below where kind = 'department' union select id from own_departments) as departments
  from me`
