import { sql } from 'kysely'
import type { Gate, Scope } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'

interface ActorRow {
  workspaceId: string
  personId: string
  fullName: string
  role: string
  scope: string | null
  workspaceName: string
  timeZone: string
  currency: string
  isDemo: boolean
  language: Language
  reports: string[]
  subtree: string[]
  departments: string[]
}

/** Whose business rows a role sees, unless the person's own scope says otherwise (PRODUCT.md, roles). */
const scopeOfRole: Record<string, 'own' | 'team' | 'subtree' | 'all' | 'none'> = {
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
export async function actorOf(gate: Gate, personId: string): Promise<Actor | null> {
  const row = await gate.asServer(async (tx) => (await actorRow(personId).execute(tx)).rows[0])
  if (!row) return null
  const reach = row.scope ?? scopeOfRole[row.role] ?? 'own'
  const scope: Scope = reach === 'all' || reach === 'none' ? reach : 'people'
  const people = reach === 'own' ? [row.personId] : reach === 'team' ? [row.personId, ...row.reports] : row.subtree
  return {
    workspaceId: row.workspaceId,
    personId: row.personId,
    fullName: row.fullName,
    role: row.role,
    scope,
    people: scope === 'people' ? people : [],
    departments: row.departments,
    seesPersonal: !withoutPersonal.has(row.role),
    readOnly: row.role === 'auditor',
    language: row.language,
    workspace: { name: row.workspaceName, timeZone: row.timeZone, currency: row.currency, isDemo: row.isDemo },
    via: 'session',
  }
}

const actorRow = (personId: string) => sql<ActorRow>`
  -- Who is this person, and whom does he stand above?
  with recursive me as (
    select * from people where id = ${personId}::uuid and state = 'active' and (left_on is null or left_on >= current_date)
  ), headed as (
    select d.id from departments d, me where d.workspace_id = me.workspace_id and d.head_id = me.id
    union
    select d.id from departments d join headed h on d.parent_id = h.id
  ), below as (
    select p.id from people p, me where p.workspace_id = me.workspace_id and (p.id = me.id or p.department_id in (select id from headed))
    union
    select p.id from people p join below b on p.manager_id = b.id
  )
  select me.workspace_id as "workspaceId", me.id as "personId", me.full_name as "fullName", me.role, me.scope,
         w.name as "workspaceName", w.time_zone as "timeZone", w.currency, w.is_demo as "isDemo", w.language,
         array(select p.id from people p where p.workspace_id = me.workspace_id and p.manager_id = me.id) as reports,
         array(select id from below) as subtree,
         array(select id from headed union select me.department_id where me.department_id is not null) as departments
  from me join workspaces w on w.id = me.workspace_id`
