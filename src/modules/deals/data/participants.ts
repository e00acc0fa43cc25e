import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** A contact of a deal and what he is in it. */
export interface DealContact {
  contactId: string
  roleId: string | null
}

/** A colleague who works on a deal and his part of the credit, in hundredths of a percent. */
export interface TeamMember {
  personId: string
  shareBp: number
}

/** Contacts of a deal in order, the roles of the main one too. */
export async function readDealContacts(tx: Tx, workspaceId: string, dealId: string): Promise<DealContact[]> {
  const { rows } = await sql<DealContact>`
    -- Who of the client takes part in this deal?
    select contact_id as "contactId", role_id as "roleId" from deal_contacts
    where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid order by position, contact_id`.execute(tx)
  return rows
}

export async function readTeam(tx: Tx, workspaceId: string, dealId: string): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    -- Who of ours works on this deal?
    select person_id as "personId", share_bp as "shareBp" from deal_team
    where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid order by position, person_id`.execute(tx)
  return rows
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

/** Puts this team in the place of the one that the deal had. */
export async function replaceTeam(
  tx: Tx,
  workspaceId: string,
  dealId: string,
  team: readonly TeamMember[],
): Promise<void> {
  await sql`delete from deal_team where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid`.execute(tx)
  if (team.length === 0) return
  await sql`
    -- The team of a deal in the order given.
    insert into deal_team (workspace_id, deal_id, person_id, share_bp, position)
    select ${workspaceId}::uuid, ${dealId}::uuid, x.person_id, x.share_bp, x.place
    from unnest(${team.map(({ personId }) => personId)}::uuid[], ${team.map(({ shareBp }) => shareBp)}::int[])
      with ordinality as x (person_id, share_bp, place)`.execute(tx)
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

/** After a hand-over the new owner stands in the former one's place in the team, with his part of the credit besides what he had. */
export async function teamFollowsOwner(
  tx: Tx,
  workspaceId: string,
  handedOver: readonly { dealId: string; from: string | null }[],
): Promise<void> {
  await sql`
    -- The new owners of these deals take the places of the former ones in their teams.
    with moved as (
      delete from deal_team t using jsonb_to_recordset(${JSON.stringify(handedOver)}::jsonb) as x ("dealId" uuid, "from" uuid)
      where t.workspace_id = ${workspaceId}::uuid and t.deal_id = x."dealId" and t.person_id = x."from"
        and exists (select from deals d where d.workspace_id = t.workspace_id and d.id = t.deal_id and d.owner_id is not null)
      returning t.deal_id, t.share_bp, t.position
    )
    insert into deal_team as t (workspace_id, deal_id, person_id, share_bp, position)
    select ${workspaceId}::uuid, m.deal_id, d.owner_id, m.share_bp, m.position
    from moved m join deals d on d.workspace_id = ${workspaceId}::uuid and d.id = m.deal_id
    on conflict (workspace_id, deal_id, person_id) do update set share_bp = t.share_bp + excluded.share_bp`.execute(tx)
}
