import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Booking {
  dealId: string
  seq: number
  title: string | null
  clientName: string | null
  ownerName: string | null
  at: Date
  day: string
  kind: 'win' | 'return' | 'correction' | 'late'
  amountMinor: number
}

/** Sort key of the last row seen: day, moment in milliseconds, deal, number within the deal. */
export type BookingCursor = readonly [day: string, at: number, dealId: string, seq: number]

interface Asked {
  workspaceId: string
  period: Period
  /** Null: everybody whom the actor sees. A null among them: deals of nobody. */
  owners: readonly (string | null)[] | null
  cursor: BookingCursor | undefined
  limit: number
}

/** The ledger of sales volume, newest first. A deal that was handed to another team since is here without its title. */
export async function bookingsOf(tx: Tx, { workspaceId, period, owners, cursor, limit }: Asked): Promise<Booking[]> {
  const people = owners?.filter((owner) => owner !== null) ?? []
  const [day, at, dealId, seq] = cursor ?? ['9999-12-31', 0, '00000000-0000-0000-0000-000000000000', 0]
  const { rows } = await sql<Booking>`
    -- Which wins, returns and corrections make up this sales volume?
    select b.deal_id as "dealId", b.seq, d.title, c.name as "clientName", p.full_name as "ownerName", b.at, b.day, b.kind, b.base_minor as "amountMinor"
    from facts.booked_ledger b
    left join facts.deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    left join facts.companies c on c.workspace_id = d.workspace_id and c.id = d.company_id
    left join facts.people p on p.workspace_id = b.workspace_id and p.id = b.owner_id
    where b.workspace_id = ${workspaceId}::uuid and b.day >= ${period.start}::date and b.day < ${period.end}::date
      and (${owners === null} or b.owner_id = any (${people}::uuid[]) or (${owners?.includes(null) ?? false} and b.owner_id is null))
      and b.day <= ${day}::date and (b.day, b.at, b.deal_id, b.seq) < (${day}::date, to_timestamp(${at}::float8 / 1000), ${dealId}::uuid, ${seq}::int)
    order by b.day desc, b.at desc, b.deal_id desc, b.seq desc
    limit ${limit}`.execute(tx)
  return rows
}
