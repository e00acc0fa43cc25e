import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Cut } from '../calc/plan-metrics.ts'

/** Parts of a cut that the company has now; those of clients have names in the texts. */
export async function partsOfCut(tx: Tx, workspaceId: string, cut: Exclude<Cut, 'all' | 'client'>): Promise<string[]> {
  switch (cut) {
    case 'productGroup':
      return names(
        await sql<{ name: string }>`
          -- Which groups of products are there?
          select distinct product_group as name from products
          where workspace_id = ${workspaceId}::uuid and product_group is not null order by 1 limit 200`.execute(tx),
      )
    case 'segment':
      return names(
        await sql<{ name: string }>`
          -- Which industries do the clients belong to?
          select industry as name from facts.companies
          where workspace_id = ${workspaceId}::uuid and industry is not null group by 1 order by count(*) desc, 1 limit 200`.execute(
          tx,
        ),
      )
    case 'territory':
      return names(
        await sql<{ name: string }>`
          -- Which territories are there?
          select name from territories where workspace_id = ${workspaceId}::uuid and archived_at is null order by 1 limit 200`.execute(
          tx,
        ),
      )
  }
}

function names({ rows }: { rows: { name: string }[] }): string[] {
  return rows.map(({ name }) => name)
}
