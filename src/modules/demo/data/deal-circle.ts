import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { insertField } from '#modules/fields/api.ts'
import type { OwnFields } from '../calc/own-fields.ts'

/** Own fields, competitors and roles of contacts: what must be there before the deals. */
export async function insertOwnFields(
  tx: Tx,
  workspaceId: string,
  { fields, competitors, roles }: OwnFields,
): Promise<void> {
  for (const field of fields) await insertField(tx, workspaceId, { ...field, subject: 'deal', archived: false })
  await sql`
    insert into competitors (workspace_id, id, name)
    select ${workspaceId}::uuid, x.id, x.name from jsonb_to_recordset(${JSON.stringify(competitors)}::jsonb) as x (id uuid, name text)`.execute(
    tx,
  )
  await sql`
    insert into contact_roles (workspace_id, id, name, position)
    select ${workspaceId}::uuid, (x.role ->> 'id')::uuid, x.role ->> 'name', x.place
    from jsonb_array_elements(${JSON.stringify(roles)}::jsonb) with ordinality as x (role, place)`.execute(tx)
}

/** Whom people talk to about the open deals and in which role; large ones are worked on by two, who share the credit. */
export async function insertCircle(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    -- The contacts of the open deals with their roles.
    insert into deal_contacts (workspace_id, deal_id, contact_id, role_id, position)
    select d.workspace_id, d.id, d.contact_id, r.id, 1
    from (select *, row_number() over (order by created_at, id) as nth from deals
          where workspace_id = ${workspaceId}::uuid and outcome = 'open' and contact_id is not null and deleted_at is null) d
    join (select id, row_number() over (order by position) as nth, count(*) over () as n from contact_roles where workspace_id = ${workspaceId}::uuid) r
      on r.nth = (array[1, 1, 4, 6, 2, 1, 3])[1 + d.nth % 7]`.execute(tx)
  await sql`
    -- The largest open deals are worked on by two of one department: seventy and thirty.
    insert into deal_team (workspace_id, deal_id, person_id, share_bp, position)
    select d.workspace_id, d.id, member.person_id, member.share_bp, member.position
    from (select * from deals where workspace_id = ${workspaceId}::uuid and outcome = 'open' and deleted_at is null
          order by base_minor desc, id limit 20) d
    join people owner on owner.workspace_id = d.workspace_id and owner.id = d.owner_id
    join lateral (
      select p.id from people p where p.workspace_id = d.workspace_id and p.department_id = owner.department_id and p.role = 'seller'
        and p.left_on is null and p.id <> owner.id order by p.id limit 1) helper on true
    cross join lateral (values (owner.id, 7000, 1), (helper.id, 3000, 2)) as member (person_id, share_bp, position)`.execute(
    tx,
  )
  await sql`
    -- Their logs say since when.
    insert into deal_edits (workspace_id, deal_id, version, at, source, changes, credit_after)
    select d.workspace_id, d.id, 1, d.created_at, 'demo', jsonb_build_object('team', jsonb_build_object('from', '[]'::jsonb, 'to', team.members)), team.members
    from (select workspace_id, deal_id, jsonb_agg(jsonb_build_object('personId', person_id, 'shareBp', share_bp) order by position) as members
          from deal_team where workspace_id = ${workspaceId}::uuid group by workspace_id, deal_id) team
    join deals d on d.workspace_id = team.workspace_id and d.id = team.deal_id`.execute(tx)
}

/** Some open deals that somebody made twice: the first so many by age, with the head of the owner. */
export async function duplicatesOfDemo(
  tx: Tx,
  workspaceId: string,
  most: number,
): Promise<{ id: string; byId: string | null }[]> {
  const { rows } = await sql<{ id: string; byId: string | null }>`
    -- Which open deals of small sums may go to the trash?
    select d.id, owner.manager_id as "byId"
    from deals d join people owner on owner.workspace_id = d.workspace_id and owner.id = d.owner_id
    where d.workspace_id = ${workspaceId}::uuid and d.outcome = 'open'
    order by d.base_minor, d.id limit ${most}::int`.execute(tx)
  return rows
}
