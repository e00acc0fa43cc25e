import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Random } from '../calc/random.ts'
import { inventCosts, inventSpend } from '../calc/spend.ts'
import type { Story } from '../calc/story.ts'

/** What was paid for leads: advertising by campaign and day, other costs by month; of a story of its own, so that the deals stay as they are. */
export async function writeSpend(
  tx: Tx,
  workspaceId: string,
  story: Story,
  { today, seed, deals }: { today: Day; seed: number; deals: number },
): Promise<void> {
  const random = new Random(seed + 23)
  await sql`
    -- What was paid for each source by campaign and day.
    insert into spend (workspace_id, source_id, campaign, day, amount_minor, base_minor, currency)
    select ${workspaceId}::uuid, x."sourceId", x.campaign, x.day, x."amountMinor", x."amountMinor", 'RUB'
    from jsonb_to_recordset(${JSON.stringify(inventSpend(random, story, today, deals))}::jsonb)
      as x ("sourceId" uuid, campaign text, day date, "amountMinor" bigint)`.execute(tx)
  await sql`
    -- A source that was tried and brought nobody.
    with hoardings as (
      insert into sources (workspace_id, id, name) values (${workspaceId}::uuid, ${random.id(Date.parse(today))}::uuid, 'Наружная реклама') returning id
    )
    insert into spend (workspace_id, source_id, campaign, day, amount_minor, base_minor, currency)
    select ${workspaceId}::uuid, id, 'Щиты на трассе', ${today}::date - days, 18000000, 18000000, 'RUB' from hoardings, unnest(array[12, 43]) as days`.execute(
    tx,
  )
  await sql`
    -- What winning clients cost besides.
    insert into spend_costs (workspace_id, month, article, amount_minor)
    select ${workspaceId}::uuid, (x.month || '-01')::date, x.article, x."amountMinor"
    from jsonb_to_recordset(${JSON.stringify(inventCosts(random, story, today))}::jsonb) as x (month text, article text, "amountMinor" bigint)`.execute(
    tx,
  )
  await sql`
    -- Finance has said the margin.
    insert into sources_settings (workspace_id, margin_bp, years) values (${workspaceId}::uuid, 2600, 3)`.execute(tx)
}
