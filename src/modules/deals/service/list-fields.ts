import type { Tx } from '#core/db/gate.ts'
import { fieldsOf } from '#modules/fields/api.ts'
import { type DealField, fieldsOfDeals } from '../calc/list-fields.ts'

/** What deals can be filtered by in this company. */
export async function dealFieldsOf(tx: Tx, workspaceId: string): Promise<Map<string, DealField>> {
  return fieldsOfDeals(await fieldsOf(tx, workspaceId, 'deal'))
}
