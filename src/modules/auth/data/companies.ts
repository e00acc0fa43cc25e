import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

// All of this is past row level security: for asServer only.

export interface Companies {
  all: number
  /** Without demo companies. */
  own: number
}

export async function countCompanies(tx: Tx): Promise<Companies> {
  const { rows } = await sql<Companies>`
    select count(*) as "all", count(*) filter (where not is_demo) as own from workspaces`.execute(tx)
  return rows[0] ?? { all: 0, own: 0 }
}

/** Of several first visits at once one goes on, the others wait for its end. */
export async function holdSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('mostik.setup'))`.execute(tx)
}
