import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

// All of this is past row level security: for asServer only.

export interface Session {
  id: string
  token: string
  createdAt: Date
  seenAt: Date
  address: string | null
  browser: string | null
}

export async function listSessions(tx: Tx, userId: string, now: Date): Promise<Session[]> {
  return tx
    .selectFrom('auth.sessions')
    .select([
      'id',
      'token',
      'created_at as createdAt',
      'updated_at as seenAt',
      'ip_address as address',
      'user_agent as browser',
    ])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .execute()
}

/** @param keep token of the session that stays. @returns tokens of the ended ones */
export async function endSessions(tx: Tx, userId: string, keep?: string): Promise<string[]> {
  const query = tx.deleteFrom('auth.sessions').where('user_id', '=', userId)
  const ended = await (keep === undefined ? query : query.where('token', '<>', keep)).returning('token').execute()
  return ended.map(({ token }) => token)
}

export async function endSession(tx: Tx, userId: string, id: string): Promise<string | undefined> {
  const query = tx.deleteFrom('auth.sessions').where('user_id', '=', userId).where('id', '=', id)
  return (await query.returning('token').executeTakeFirst())?.token
}

/** Expired sessions, and those of people who have left: they no longer open anything. */
export async function sweepSessions(tx: Tx, now: Date): Promise<void> {
  await sql`
    delete from auth.sessions s where s.expires_at < ${now} or s.user_id in (
      select p.user_id from people p join workspaces w on w.id = p.workspace_id
      where p.user_id is not null and p.left_on < (${now}::timestamptz at time zone w.time_zone)::date)`.execute(tx)
  await tx.deleteFrom('auth.verifications').where('expires_at', '<', now).execute()
}
