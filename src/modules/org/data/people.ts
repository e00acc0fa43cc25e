import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { Role } from '../contract.ts'

/** A card of a person as the API gives it. */
export interface Person {
  id: string
  fullName: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  role: Role
  reach: 'own' | 'team' | 'subtree' | 'all' | null
  departmentId: string | null
  managerId: string | null
  hiredOn: string | null
  leftOn: string | null
  state: 'not_invited' | 'invited' | 'active' | 'disabled'
  hasAccount: boolean
  version: number
}

type Editable = Omit<Person, 'id' | 'hasAccount' | 'version'>
export type PersonChange = { [Field in keyof Editable]?: Editable[Field] | undefined }

interface Filter {
  search?: string | undefined
  role?: Role[] | undefined
  state?: Person['state'][] | undefined
  departmentId?: string | undefined
  left?: boolean | undefined
  /** What a person has put together. */
  where?: RawBuilder<unknown> | undefined
  order: RowOrder
  after?: ListPlace | undefined
  limit: number
  today: string
}

/** One row more than the limit tells that there is a next page. */
export async function listPeople(tx: Tx, filter: Filter): Promise<(Person & { place: string })[]> {
  const { order } = filter
  let query = people(tx).select(sql<string>`${order.place}`.as('place'))
  if (filter.search) {
    const like = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where((where) =>
      where.or([where('full_name', 'ilike', like), where('email', 'ilike', like), where('job_title', 'ilike', like)]),
    )
  }
  if (filter.role) query = query.where(sql<boolean>`role = any(${filter.role}::text[])`)
  if (filter.state) query = query.where(sql<boolean>`state = any(${filter.state}::text[])`)
  if (filter.departmentId) query = query.where('department_id', '=', filter.departmentId)
  if (filter.left === true) query = query.where('left_on', '<', filter.today)
  if (filter.left === false)
    query = query.where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', filter.today)]))
  const condition = filter.where
  if (condition) query = query.where(sql<boolean>`${condition}`)
  const rows = await query
    .where(sql<boolean>`${order.after(filter.after)}`)
    .orderBy(sql`${order.orderBy}`)
    .limit(filter.limit + 1)
    .execute()
  return rows as (Person & { place: string })[]
}

export async function findPerson(tx: Tx, id: string): Promise<Person | undefined> {
  return (await people(tx).where('id', '=', id).executeTakeFirst()) as Person | undefined
}

/** Holds the card until the transaction ends, so that two changes come one after the other; others may still refer to it as their manager. */
export async function lockPerson(tx: Tx, id: string): Promise<Person | undefined> {
  return (await people(tx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) as Person | undefined
}

export async function insertPerson(
  tx: Tx,
  workspaceId: string,
  card: PersonChange & { fullName: string; role: Role },
): Promise<string> {
  const row = { ...columns(card), full_name: card.fullName, role: card.role, workspace_id: workspaceId }
  return (await tx.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function updatePerson(tx: Tx, id: string, change: PersonChange): Promise<void> {
  await tx
    .updateTable('people')
    .set({ ...columns(change), version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** How many owners could sign in, apart from this person. Waits for other changes of owners to end. */
export async function countOtherOwners(tx: Tx, workspaceId: string, id: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('owners'), hashtext(${workspaceId}))`.execute(tx)
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from people
    where workspace_id = ${workspaceId}::uuid and role = 'owner' and state = 'active' and left_on is null and id <> ${id}::uuid`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

function people(tx: Tx) {
  return tx
    .selectFrom('people')
    .select([
      'id',
      'full_name as fullName',
      'email',
      'phone',
      'job_title as jobTitle',
      'role',
      'scope as reach',
      'department_id as departmentId',
      'manager_id as managerId',
      'hired_on as hiredOn',
      'left_on as leftOn',
      'state',
      sql<boolean>`user_id is not null`.as('hasAccount'),
      'version',
    ])
}

const columnOf = {
  fullName: 'full_name',
  email: 'email',
  phone: 'phone',
  jobTitle: 'job_title',
  role: 'role',
  reach: 'scope',
  departmentId: 'department_id',
  managerId: 'manager_id',
  hiredOn: 'hired_on',
  leftOn: 'left_on',
  state: 'state',
} as const satisfies Record<keyof PersonChange, string>

function columns(change: PersonChange): Record<string, string | null> {
  const given = Object.entries(change).flatMap(([field, value]) =>
    value === undefined ? [] : [[columnOf[field as keyof PersonChange], value]],
  )
  return Object.fromEntries(given) as Record<string, string | null>
}
