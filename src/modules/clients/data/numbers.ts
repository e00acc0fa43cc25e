import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { EmailLine, PhoneLine } from '../calc/keys.ts'
import type { ClientKind } from '../contract.ts'

const tables = { company: ['company_phones', 'company_emails'], contact: ['contact_phones', 'contact_emails'] } as const

/** Numbers of a client as a JSON list in order: a column of a query in which the client is `c`. */
export function phonesColumn(kind: ClientKind) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('phoneKey', n.phone_key, 'number', n.number, 'note', n.note) order by n.position, n.phone_key), '[]')
    from ${sql.table(tables[kind][0])} n where n.workspace_id = c.workspace_id and n.${sql.ref(`${kind}_id`)} = c.id)`
}

export function emailsColumn(kind: ClientKind) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('email', n.email, 'note', n.note) order by n.position, n.email), '[]')
    from ${sql.table(tables[kind][1])} n where n.workspace_id = c.workspace_id and n.${sql.ref(`${kind}_id`)} = c.id)`
}

/** Replaces all numbers of a client. */
export async function writePhones(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  id: string,
  phones: readonly PhoneLine[],
): Promise<void> {
  const table = sql.table(tables[kind][0])
  const ref = sql.ref(`${kind}_id`)
  await sql`delete from ${table} where workspace_id = ${workspaceId}::uuid and ${ref} = ${id}::uuid`.execute(tx)
  if (phones.length === 0) return
  const rows = phones.map((phone, position) => ({ ...phone, position }))
  await sql`
    insert into ${table} (workspace_id, ${ref}, phone_key, number, note, position)
    select ${workspaceId}::uuid, ${id}::uuid, x.* from ${rowsAsTable(rows, PHONE)}`.execute(tx)
}

const PHONE = { phoneKey: 'text', number: 'text', note: 'text', position: 'int2' } as const

/** Replaces all addresses of a client. */
export async function writeEmails(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  id: string,
  emails: readonly EmailLine[],
): Promise<void> {
  const table = sql.table(tables[kind][1])
  const ref = sql.ref(`${kind}_id`)
  await sql`delete from ${table} where workspace_id = ${workspaceId}::uuid and ${ref} = ${id}::uuid`.execute(tx)
  if (emails.length === 0) return
  const rows = emails.map((email, position) => ({ ...email, position }))
  await sql`
    insert into ${table} (workspace_id, ${ref}, email, note, position)
    select ${workspaceId}::uuid, ${id}::uuid, x.* from ${rowsAsTable(rows, EMAIL)}`.execute(tx)
}

const EMAIL = { email: 'text', note: 'text', position: 'int2' } as const

/** A client of a batch with the one number and the one address that its file knows. */
export interface Reached {
  id: string
  phone: string | null
  phoneKey: string | null
  email: string | null
}

/** The first number and address of each client of a batch; `replace`: those of clients that are there already. */
export async function writeFirstNumbers(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  clients: readonly Reached[],
  { replace }: { replace: boolean } = { replace: false },
): Promise<void> {
  const ref = sql.ref(`${kind}_id`)
  const [phones, emails] = tables[kind].map((table) => sql.table(table))
  const reached = clients.filter(({ phoneKey }) => phoneKey !== null)
  const written = clients.filter(({ email }) => email !== null)
  if (replace) {
    const ids = clients.map(({ id }) => id)
    // The further numbers of a client stay: a file knows the first one only. And so does that one with its note where it is the same.
    const dropOthers = (table: typeof phones, key: 'phone_key' | 'email', kept: (string | null)[]) =>
      sql`
      delete from ${table} n using unnest(${ids}::uuid[], ${kept}::text[]) as k (id, key)
      where n.workspace_id = ${workspaceId}::uuid and n.${ref} = k.id and n.position = 0 and n.${sql.ref(key)} is distinct from k.key`.execute(
        tx,
      )
    const [numbers, addresses] = [clients.map(({ phoneKey }) => phoneKey), clients.map(({ email }) => email)]
    await dropOthers(phones, 'phone_key', numbers)
    await dropOthers(emails, 'email', addresses)
  }
  if (reached.length > 0)
    await sql`
      insert into ${phones} (workspace_id, ${ref}, phone_key, number)
      select ${workspaceId}::uuid, x.id, x."phoneKey", coalesce(x.phone, x."phoneKey") from ${rowsAsTable(reached, REACHED)}
      on conflict (workspace_id, ${ref}, phone_key) do update set position = 0, number = excluded.number`.execute(tx)
  if (written.length > 0)
    await sql`
      insert into ${emails} (workspace_id, ${ref}, email)
      select ${workspaceId}::uuid, x.id, x.email from ${rowsAsTable(written, REACHED)}
      on conflict (workspace_id, ${ref}, email) do update set position = 0`.execute(tx)
}

const REACHED = { id: 'uuid', phone: 'text', phoneKey: 'text', email: 'text' } as const

/** Ids of the clients that have one of these numbers or addresses, key by key by the index: the statistics of a table that an import fills say "empty". */
export function idsByNumbers(
  kind: ClientKind,
  column: 'phone_key' | 'email',
  workspaceId: string,
  keys: readonly string[],
) {
  const table = sql.table(tables[kind][column === 'phone_key' ? 0 : 1])
  return sql`select t.id from unnest(${[...keys]}::text[]) as k (key)
      cross join lateral (select n.${sql.ref(`${kind}_id`)} as id from ${table} n where n.workspace_id = ${workspaceId}::uuid and n.${sql.ref(column)} = k.key offset 0) t`
}
