import { Refusal } from '#core/http/refusal.ts'
import type { ListPlace } from '../contract.ts'
import type { RowOrder } from '../data/row-order.ts'

/** Takes the cursor of a request; gives the place when it is of this order. @throws Refusal CURSOR_BROKEN: the endpoint declares listErrors */
export function askedPlace(order: RowOrder, cursor: ListPlace | undefined): ListPlace | undefined {
  if (cursor && !order.has(cursor)) throw new Refusal('CURSOR_BROKEN')
  return cursor
}
