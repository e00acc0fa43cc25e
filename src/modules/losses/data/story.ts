import { sql } from 'kysely'
import type { Gate } from '#core/db/gate.ts'

/** The demo company names competitors in its deals, not only in lost ones: the same ones at every opening. */
export async function tellLossesStory(gate: Gate, { workspaceId }: { workspaceId: string }): Promise<void> {
  await gate.asServer(async (tx) => {
    await sql`
      -- Every fifth deal that is not lost has met a competitor, more often the first of the list.
      insert into losses_rivals (workspace_id, deal_id, competitor_id)
      select d.workspace_id, d.id, c.id
      from (select workspace_id, id, row_number() over (order by created_at, title) as place from facts.deals
            where workspace_id = ${workspaceId}::uuid and outcome <> 'lost') d
      join (select workspace_id, id, row_number() over (order by name) - 1 as place, count(*) over () as all_of from facts.competitors
            where workspace_id = ${workspaceId}::uuid) c
        on c.workspace_id = d.workspace_id and c.place = ((d.place / 5) * (d.place / 5) * 7 / 3) % c.all_of
      where d.place % 5 = 0
      on conflict do nothing`.execute(tx)
  })
}
