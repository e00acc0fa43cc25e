import type { Actor } from '#core/http/routes.ts'
import { listCondition } from '#modules/lists/api.ts'
import { clientFields, PERSONAL_FIELDS } from '../calc/list-fields.ts'
import type { ClientKind, ContactFilter } from '../contract.ts'
import { COMPANY_COLUMNS, CONTACT_COLUMNS } from '../data/client-columns.ts'
import { can } from '../policy.ts'

/** What a person has put together, for the database; by numbers and addresses asks only whoever sees them. @throws Refusal FILTER_BAD */
export function clientCondition(kind: ClientKind, where: ContactFilter['where'], actor: Actor, now: Date) {
  const sees = can(actor, 'readContacts')
  const fields = clientFields[kind].filter(({ id }) => sees || !PERSONAL_FIELDS.has(id))
  const columns = kind === 'company' ? COMPANY_COLUMNS : CONTACT_COLUMNS
  return listCondition<string>(where, { fields, columns }, { actor, now })
}
