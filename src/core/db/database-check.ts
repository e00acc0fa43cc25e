import type pg from 'pg'
import { StartProblem } from '#core/config/start-problem.ts'
import type { Texts } from '#core/config/texts.ts'
import { type Connection, addressOf, withClient } from './connection.ts'

const OLDEST = 15

/** The role that requests run under; the first migration makes it. */
const APP_ROLE = 'mostik_app'

/**
 * Proves that the server answers, lets us in and is new enough.
 * @throws StartProblem databaseUnreachable, databaseRefused, databaseTooOld
 */
export async function checkServer(connection: Connection): Promise<void> {
  const address = addressOf(connection)
  const timed = { ...connection, connectionTimeoutMillis: 5_000 }
  try {
    await withClient(timed, async (client) => {
      const { rows } = await client.query<{ number: number; name: string }>(
        `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
      )
      const [server] = rows
      if (server) checkVersion(server.number, server.name)
    })
  } catch (error) {
    if (error instanceof StartProblem) throw error
    const { code, message } = error as pg.DatabaseError
    // Five characters: the server's own answer (SQLSTATE); anything else comes from the network.
    const isAnswer = /^[0-9A-Z]{5}$/.test(code ?? '')
    throw new StartProblem(
      isAnswer ? 'databaseRefused' : 'databaseUnreachable',
      { address, reason: message || String(code) },
      error,
    )
  }
}

/** @param number as in server_version_num: 150004 is 15.4 */
export function checkVersion(number: number, name: string): void {
  if (number < OLDEST * 10_000) throw new StartProblem('databaseTooOld', { found: name, needed: String(OLDEST) })
}

/**
 * Proves that the role may do what migrations do, before any of them starts.
 * @throws StartProblem databaseRights
 */
export async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Record<keyof Texts['rights'] | 'role', string | boolean>>(
    `select current_user as role,
       has_database_privilege(current_database(), 'create') as "createSchema",
       has_schema_privilege('public', 'create') as "createTable",
       (select rolcreaterole or rolsuper from pg_roles where rolname = current_user)
         or exists (select from pg_roles where rolname = $1 and pg_has_role(oid, 'member')) as "createRole"`,
    [APP_ROLE],
  )
  const { role, ...rights } = rows[0] ?? { role: '' }
  const missing = Object.entries(rights).flatMap(([right, isGiven]) =>
    isGiven ? [] : [right as keyof Texts['rights']],
  )
  if (missing.length > 0) throw new StartProblem('databaseRights', { role: String(role), missing })
}

/**
 * Proves that an empty database tells letters of Russian from signs; otherwise search by a name with a slip would find nothing, and the words of a search
 * would depend on their case.
 * @throws StartProblem databaseLetters
 */
export async function checkLetters(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean; letters: string }>(
    `select datctype not in ('C', 'POSIX') and lower('ЩУКА') = 'щука' as known, datctype as letters from pg_database where datname = current_database()`,
  )
  const [found] = rows
  if (found && !found.known) throw new StartProblem('databaseLetters', { found: found.letters })
}
