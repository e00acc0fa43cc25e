import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ListFields } from '#modules/lists/api.ts'
import { productFieldsOfList, type ProductFieldId } from '../calc/list-fields.ts'

/** The fields of `products p` on a day. */
export function productListFields(day: string): ListFields<ProductFieldId> {
  return {
    fields: productFieldsOfList,
    columns: {
      name: { column: sql`p.name` },
      code: { column: sql`p.code` },
      group: { column: sql`p.product_group` },
      unit: { column: sql`p.unit` },
      price: {
        column: sql`(select price.price_minor from product_prices price where price.workspace_id = p.workspace_id and price.product_id = p.id
          and price.from_on <= ${day}::date order by price.from_on desc limit 1)`,
      },
      vat: { column: sql`coalesce(p.vat_percent::text, 'none')`, of: 'text' },
      archived: { column: sql`(p.archived_at is not null)` },
    },
  }
}

/** Which products meet a condition? */
export async function productsMeeting(
  tx: Tx,
  workspaceId: string,
  condition: RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    -- Which products meet this condition?
    select p.id from products p where p.workspace_id = ${workspaceId}::uuid and ${condition}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
