import { sql } from 'kysely'
import type { ListFields } from '#modules/lists/api.ts'
import { peopleFields, type PeopleFieldId } from '../calc/list-fields.ts'

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
