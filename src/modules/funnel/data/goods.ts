import { type RawBuilder, sql } from 'kysely'

/**
 * What entries of the ledger consist of, in parentheses: day, pipeline_id, owner_id, source_id, product_id, holder_id (whose the deal is now), part (the
 * entry's money that is this product's by its share of the lines) and quantity (likewise, at the rate of the deal). Lines of no known product are left out,
 * their shares are not. Takes rows of countedBookings; the lines are those that the reader sees. Formula: docs/metrics.md, gross margin of a source.
 */
export function goodsOf(bookings: RawBuilder<unknown>): RawBuilder<unknown> {
  // By the key of each deal: how many there are is known to nobody who plans, and to read all lines for none takes half a second.
  return sql`(
    select b.day, b.pipeline_id, b.owner_id, b.source_id, l.product_id, l.holder_id, round(b.base_minor * l.money / l.whole, 6) as part,
           round(b.base_minor * l.quantity / l.whole * coalesce((select d.amount_minor::numeric / nullif(d.base_minor, 0) from facts.deals d
             where d.workspace_id = (select app_workspace()) and d.id = b.deal_id), 1), 6) as quantity
    from ${bookings} b
    cross join lateral (
      select product_id, owner_id as holder_id, sum(sum_minor) as money, sum(quantity) as quantity, nullif(sum(sum(sum_minor)) over (), 0) as whole
      from facts.deal_lines where workspace_id = (select app_workspace()) and deal_id = b.deal_id
      group by product_id, owner_id
    ) l
    where l.product_id is not null and l.whole is not null)`
}
