import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type ColumnType, rowsAsTable } from '#core/db/rows-as-table.ts'
import type { CreditShare } from '../calc/credit.ts'

/** A contact of a deal and what he is in it. */
export interface DealContact {
  contactId: string
  roleId: string | null
}

const MEMBER = {
  dealId: 'uuid',
  personId: 'uuid',
  shareBp: 'int4',
  position: 'int4',
} as const satisfies Record<string, ColumnType>

/** Contacts of a deal in order, the roles of the main one too. */
export async function readDealContacts(tx: Tx, workspaceId: string, dealId: string): Promise<DealContact[]> {
  const { rows } = await sql<DealContact>`
    -- Who of the client takes part in this deal?
    select contact_id as "contactId", role_id as "roleId" from deal_contacts
    where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid order by position, contact_id`.execute(tx)
  return rows
}

/** Who works on each of these deals and shares their credit, in order; deals of their owners alone are not among them. */
export async function readTeams(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, CreditShare[]>> {
  const { rows } = await sql<{ dealId: string; team: CreditShare[] }>`
    -- Who of ours works on these deals?
    select deal_id as "dealId", json_agg(json_build_object('personId', person_id, 'shareBp', share_bp) order by position, person_id) as team
    from deal_team where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...dealIds]}::uuid[]) group by deal_id`.execute(
    tx,
  )
  return new Map(rows.map(({ dealId, team }) => [dealId, team]))
}

/** The teams that these deals had before the change that made these versions of them. */
export async function teamsBefore(
  tx: Tx,
  workspaceId: string,
  versions: readonly { id: string; version: number }[],
): Promise<Map<string, CreditShare[]>> {
  const { rows } = await sql<{ dealId: string; team: CreditShare[] }>`
    -- Who worked on these deals before the last change of their teams?
    select e.deal_id as "dealId", e.changes -> 'team' -> 'from' as team
    from ${rowsAsTable(versions, { id: 'uuid', version: 'int4' })}
    join deal_edits e on e.workspace_id = ${workspaceId}::uuid and e.deal_id = x.id and e.version = x.version
    where e.changes -> 'team' -> 'from' is not null`.execute(tx)
  return new Map(rows.map(({ dealId, team }) => [dealId, team]))
}

/** Puts these contacts in the place of all that the deal had. */
export async function replaceDealContacts(
  tx: Tx,
  workspaceId: string,
  dealId: string,
  contacts: readonly DealContact[],
): Promise<void> {
  await sql`delete from deal_contacts where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid`.execute(
    tx,
  )
  if (contacts.length === 0) return
  await sql`
    -- Contacts of a deal in the order given.
    insert into deal_contacts (workspace_id, deal_id, contact_id, role_id, position)
    select ${workspaceId}::uuid, ${dealId}::uuid, x.contact_id, x.role_id, x.place
    from unnest(${contacts.map(({ contactId }) => contactId)}::uuid[], ${contacts.map(({ roleId }) => roleId)}::uuid[])
      with ordinality as x (contact_id, role_id, place)`.execute(tx)
}

/** Puts these teams in the place of those that the deals had. */
export async function replaceTeams(
  tx: Tx,
  workspaceId: string,
  teams: readonly { dealId: string; team: readonly CreditShare[] }[],
): Promise<void> {
  const members = teams.flatMap(({ dealId, team }) =>
    team.map(({ personId, shareBp }, position) => ({ dealId, personId, shareBp, position })),
  )
  const dealIds = teams.map(({ dealId }) => dealId)
  await sql`delete from deal_team where workspace_id = ${workspaceId}::uuid and deal_id = any (${dealIds}::uuid[])`.execute(
    tx,
  )
  if (members.length === 0) return
  await sql`
    -- The teams of these deals in the order given.
    insert into deal_team (workspace_id, deal_id, person_id, share_bp, position)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(members, MEMBER)}`.execute(tx)
}

/** Which of these roles do not exist. */
export async function unknownRoles(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which of these roles of contacts are not there?
    select given.id from unnest(${[...ids]}::uuid[]) as given (id)
    where not exists (select from contact_roles r where r.workspace_id = ${workspaceId}::uuid and r.id = given.id)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Which of these contacts, or people, the actor does not see. */
export async function unseen(
  tx: Tx,
  workspaceId: string,
  table: 'contacts' | 'people',
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which of these records are not there for the actor?
    select given.id from unnest(${[...ids]}::uuid[]) as given (id)
    where not exists (select from ${sql.table(table)} r where r.workspace_id = ${workspaceId}::uuid and r.id = given.id)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
