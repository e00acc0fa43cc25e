import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'

/** What the auth module must know of a person before it lets him in. */
export interface PersonForAccess {
  id: string
  workspaceId: string
  userId: string | null
  fullName: string
  email: string | null
  role: string
  state: string
  leftOn: string | null
  companyName: string
  timeZone: TimeZone
}

/** Past row level security (for asServer): the person by his id, or by the account that he signs in with. */
export async function personForAccess(
  tx: Tx,
  by: { id: string } | { userId: string },
): Promise<PersonForAccess | undefined> {
  const { rows } = await sql<PersonForAccess>`
    select p.id, p.workspace_id as "workspaceId", p.user_id as "userId", p.full_name as "fullName", p.email, p.role, p.state, p.left_on as "leftOn",
           w.name as "companyName", w.time_zone as "timeZone"
    from people p join workspaces w on w.id = p.workspace_id
    where ${'id' in by ? sql`p.id = ${by.id}::uuid` : sql`p.user_id = ${by.userId}`}
    order by p.created_at limit 1`.execute(tx)
  return rows[0]
}

/** The language in which this person is written to: his own, else the company's. */
export async function languageOf(tx: Tx, id: string): Promise<Language> {
  const row = await tx
    .selectFrom('people as p')
    .innerJoin('workspaces as w', 'w.id', 'p.workspace_id')
    .select((on) => on.fn.coalesce('p.language', 'w.language').as('language'))
    .where('p.id', '=', id)
    .executeTakeFirst()
  return row?.language === 'en' ? 'en' : 'ru'
}

/** Ties the person to the account that he now signs in with. */
export async function activatePerson(
  tx: Tx,
  { workspaceId, id, userId, fullName }: { workspaceId: string; id: string; userId: string; fullName?: string },
): Promise<void> {
  await tx
    .updateTable('people')
    .set({
      user_id: userId,
      state: 'active',
      ...(fullName !== undefined && { full_name: fullName }),
      version: sql`version + 1`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** A person without an account has got an invitation (or it was taken back). */
export async function markInvited(tx: Tx, id: string, isInvited: boolean): Promise<void> {
  await tx
    .updateTable('people')
    .set({ state: isInvited ? 'invited' : 'not_invited' })
    .where('id', '=', id)
    .where('user_id', 'is', null)
    .where('state', 'in', ['not_invited', 'invited'])
    .execute()
}

/** What a person changes on his own card. */
export async function editOwnCard(
  tx: Tx,
  {
    workspaceId,
    id,
    ...change
  }: {
    workspaceId: string
    id: string
    fullName?: string | undefined
    phone?: string | null | undefined
    language?: string | undefined
  },
): Promise<void> {
  await tx
    .updateTable('people')
    .set({
      ...(change.fullName !== undefined && { full_name: change.fullName }),
      ...(change.phone !== undefined && { phone: change.phone }),
      ...(change.language !== undefined && { language: change.language }),
      version: sql`version + 1`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}
