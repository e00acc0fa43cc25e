import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { asText, bytesOf } from '#core/db/packed-bytes.ts'
import { numbersOf } from '../calc/packed-deals.ts'

/** The present ABC class of clients by their numbers (metrics_numbers). */
export interface ClassesOfClients {
  /** 0: none that the reader may see, else A, B, C from 1. */
  of(client: number): number
}

interface Row {
  clients: string | null
  classes: string | null
  no: number | null
  abc: string | null
}

/** Classes as they stand packed, and those that have changed since, client by client. */
export async function classesOfClients(tx: Tx): Promise<ClassesOfClients> {
  const { rows } = await sql<Row>`
    -- Of which class is each client?
    with changed as materialized (
      select distinct owner_id from metrics_stale_months where workspace_id = (select app_workspace()) and facts = 'class'
      union
      select everybody_uuid() from metrics_changed_of_all('class')
    ), all_changed as materialized (select exists (select from changed where owner_id = everybody_uuid()) as so)
    select ${asText(sql`m.clients`)} as clients, m.classes, null::int as no, null as abc from metrics_client_classes m
    where m.workspace_id = (select app_workspace()) and not (select so from all_changed) and m.owner_id not in (select owner_id from changed)
    union all
    select null, null, n.no, c.abc from facts.client_classes c
    join metrics_numbers n on n.workspace_id = (select app_workspace()) and n.kind = 'client' and n.id = c.client_id
    where c.workspace_id = (select app_workspace())
      and ((select so from all_changed) or coalesce(c.owner_id, nil_uuid()) in (select owner_id from changed))`.execute(
    tx,
  )
  const packed = rows.map(({ clients, classes, no, abc }) =>
    clients
      ? { numbers: numbersOf(bytesOf(clients)), classes: classes ?? '' }
      : { numbers: Int32Array.of(no ?? 0), classes: abc ?? '' },
  )
  let most = -1
  // Numbers of a row stand in order.
  for (const { numbers } of packed) most = Math.max(most, numbers.at(-1) ?? -1)
  const table = new Uint8Array(most + 1)
  for (const { numbers, classes } of packed)
    for (let at = 0; at < numbers.length; at += 1) table[numbers[at] ?? 0] = classes.charCodeAt(at) - 64
  return { of: (client) => table[client] ?? 0 }
}
