import { type RawBuilder, sql } from 'kysely'

/**
 * What entries of the ledger consist of, in parentheses: day, pipeline_id, owner_id, source_id, product_id, holder_id (whose the deal is now), part (the
 * entry's money that is this product's by its share of the lines) and quantity (likewise, at the rate of the deal). Lines of no known product are left out,
 * their shares are not. Takes rows of countedBookings; the lines are those that the reader sees. Formula: docs/metrics.md, gross margin of a source.
 */
export function goodsOf(bookings: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    with sold as materialized (
      select deal_id, day, pipeline_id, owner_id, source_id, base_minor from ${bookings} b
    ), lined as (
      select deal_id, product_id, owner_id as holder_id, sum(sum_minor) as money, sum(quantity) as quantity,
             nullif(sum(sum(sum_minor)) over (partition by deal_id), 0) as whole
      from facts.deal_lines where workspace_id = (select app_workspace()) and deal_id in (select deal_id from sold)
      group by deal_id, product_id, owner_id
    )
    select s.day, s.pipeline_id, s.owner_id, s.source_id, l.product_id, l.holder_id, round(s.base_minor * l.money / l.whole, 6) as part,
           round(s.base_minor * l.quantity / l.whole * coalesce(d.amount_minor::numeric / nullif(d.base_minor, 0), 1), 6) as quantity
    from sold s
    join lined l on l.deal_id = s.deal_id and l.product_id is not null and l.whole is not null
    join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = s.deal_id)`
}
