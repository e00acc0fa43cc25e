import { sql } from 'kysely'
import type { Database } from '#core/db/database.ts'

/** Whose session this is. Past row level security and without a transaction: it runs before every request that is not remembered. */
export async function sessionPerson(database: Database, token: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from auth.sessions s join people p on p.user_id = s.user_id
    where s.token = ${token} and s.expires_at > ${now} order by p.created_at limit 1`.execute(database)
  return rows[0]?.id
}
