import { sql } from 'kysely'
import { type ListFields, type OrderKey, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import { peopleFields, type PeopleFieldId } from '../calc/list-fields.ts'
import { personState, type PeopleSortName, roles } from '../contract.ts'

/** The fields of `people`. */
export const peopleListFields: ListFields<PeopleFieldId> = {
  fields: peopleFields,
  columns: {
    name: { column: sql`people.full_name` },
    jobTitle: { column: sql`people.job_title` },
    role: { column: sql`people.role`, of: 'text' },
    department: { column: sql`people.department_id` },
    manager: { column: sql`people.manager_id` },
    email: { column: sql`people.email` },
    phone: { column: sql`people.phone` },
    state: { column: sql`people.state`, of: 'text' },
    hired: { column: sql`people.hired_on` },
    left: { column: sql`people.left_on` },
  },
}

const place = (column: string, values: readonly string[]) =>
  sql`array_position(${sql.raw(`array['${values.join("','")}']`)}, ${sql.ref(`people.${column}`)})`

const ORDER: Record<PeopleSortName, OrderKey> = {
  name: { column: sql`people.full_name`, type: 'words', required: true },
  // From the owner down, as roles are listed everywhere.
  role: { column: place('role', roles), type: 'whole', required: true },
  department: {
    column: sql`(select d.name from departments d where d.workspace_id = people.workspace_id and d.id = people.department_id)`,
    type: 'words',
  },
  manager: {
    column: sql`(select m.full_name from people m where m.workspace_id = people.workspace_id and m.id = people.manager_id)`,
    type: 'words',
  },
  email: { column: sql`people.email`, type: 'words' },
  state: { column: place('state', personState.options), type: 'whole', required: true },
  hired: { column: sql`people.hired_on`, type: 'day' },
  left: { column: sql`people.left_on`, type: 'day' },
}

/** The order of the list of people, as it was asked: 'name', 'department,-hired'. */
export const peopleOrder = (sort: string): RowOrder => rowOrder(sort, ORDER, sql`people.id`)
