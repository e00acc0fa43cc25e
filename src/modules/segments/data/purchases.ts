import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Purchases } from '../calc/classes.ts'

/** Purchases of every client of a company till a day, and who answers for him: of his card, else of his last purchase. */
export async function purchasesOfAll(tx: Tx, workspaceId: string, until: Day): Promise<Purchases[]> {
  const { rows } = await sql<{ clientId: string; ownerId: string | null; days: Day[]; amounts: number[] }>`
    -- What has each client bought, and on which days?
    select o.client_id as "clientId", coalesce(max(c.owner_id::text)::uuid, (array_agg(o.owner_id order by o.day desc))[1]) as "ownerId",
      json_agg(o.day order by o.day, o.deal_id) as days, json_agg(o.amount_minor order by o.day, o.deal_id) as amounts
    from facts.orders o left join facts.companies c on c.workspace_id = o.workspace_id and c.id = o.company_id
    where o.workspace_id = ${workspaceId}::uuid and o.day <= ${until}::date
    group by o.client_id`.execute(tx)
  return rows.map(({ clientId, ownerId, days, amounts }) => ({
    clientId,
    ownerId,
    orders: days.map((day, index) => ({ day, amountMinor: Number(amounts[index] ?? 0) })),
  }))
}
