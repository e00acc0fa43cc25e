import { randomUUID } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

// All of this is past row level security: for asServer only.

export interface Account {
  userId: string
  personId: string
  workspaceId: string
  state: string
  leftOn: string | null
  timeZone: TimeZone
}

/** Who signs in by this e-mail, if anybody. */
export async function findAccount(tx: Tx, email: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select u.id as "userId", p.id as "personId", p.workspace_id as "workspaceId", p.state, p.left_on as "leftOn", w.time_zone as "timeZone"
    from auth.users u join people p on p.user_id = u.id join workspaces w on w.id = p.workspace_id
    where u.email = lower(${email}) order by p.created_at limit 1`.execute(tx)
  return rows[0]
}

/** Makes an account with a password. @throws unique_violation of users_email_key; @returns id of the user */
export async function createAccount(
  tx: Tx,
  given: { email: string; fullName: string; password: string },
): Promise<string> {
  const userId = randomUUID()
  const password = await hashPassword(given.password)
  const user = { id: userId, name: given.fullName, email: given.email.toLowerCase(), email_verified: true }
  await tx.insertInto('auth.users').values(user).execute()
  const account = { id: randomUUID(), user_id: userId, account_id: userId, provider_id: 'credential', password }
  await tx.insertInto('auth.accounts').values(account).execute()
  return userId
}

export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await tx
    .updateTable('auth.accounts')
    .set({ password: hash, updated_at: new Date() })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute()
}

export async function isPassword(tx: Tx, userId: string, password: string): Promise<boolean> {
  const row = await tx
    .selectFrom('auth.accounts')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return row?.password ? verifyPassword({ hash: row.password, password }) : false
}

export async function hasTotp(tx: Tx, userId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('auth.users')
    .select('two_factor_enabled as on')
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.on ?? false
}

export async function removeTotp(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('auth.two_factors').where('user_id', '=', userId).execute()
  await tx.updateTable('auth.users').set({ two_factor_enabled: false }).where('id', '=', userId).execute()
}
