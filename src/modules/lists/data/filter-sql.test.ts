import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import { createDatabase, type Database } from '#core/db/database.ts'
import { testDatabase, type TestDatabase } from '#core/db/test-database.ts'
import { checkedFilter, type FieldsById } from '../calc/check-filter.ts'
import { type Condition, type FilterField, type Group, isGroup, operatorsOf } from '../calc/filter.ts'
import { periodOf, relativePeriods } from '../calc/relative-period.ts'
import { resolvedFilter } from '../calc/resolve-filter.ts'
import { filterSql, type SqlField } from './filter-sql.ts'

const zone = 'Asia/Yekaterinburg' as TimeZone
const today = '2026-11-21' as Day
const ME = '0192f000-0000-7000-8000-000000000001'
const people = [ME, '0192f000-0000-7000-8000-000000000002', '0192f000-0000-7000-8000-000000000003']
const words = ['Насос', 'насос 5%', 'Ёлка_2', 'завод', '', "O'Нил"]

interface Row {
  id: number
  title: string | null
  amount: number | null
  weight: string | null
  due: Day | null
  at: string | null
  owner: string | null
  state: string
  tags: string[] | null
  urgent: boolean | null
}

const declared: FilterField[] = [
  { id: 'title', kind: 'text' },
  { id: 'amount', kind: 'money' },
  { id: 'weight', kind: 'number' },
  { id: 'due', kind: 'day' },
  { id: 'at', kind: 'moment' },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'state', kind: 'choice', values: ['open', 'won'] },
  { id: 'tags', kind: 'choices', values: ['a', 'b', 'c'] },
  { id: 'urgent', kind: 'flag' },
]
const fields: FieldsById = new Map(declared.map((field) => [field.id, field]))
const columns: Record<string, SqlField> = Object.fromEntries(
  declared.map(({ id }) => [id, { column: sql.ref(`t.${id}`), ...(id === 'state' && { of: 'text' as const }) }]),
)

/** The same question in plain words, condition by condition. */
function naive(row: Row, group: Group): boolean {
  const holds = (item: Condition | Group) => (isGroup(item) ? naive(row, item) : meets(row, item))
  return group.join === 'all' ? group.items.every(holds) : group.items.some(holds)
}

function meets(row: Row, { field, op, values }: Condition): boolean {
  const value = row[field as keyof Row]
  const [first = '', second = ''] = values
  const nothing = value === null || value === '' || (Array.isArray(value) && value.length === 0)
  if (op === 'empty') return nothing
  if (op === 'filled') return !nothing
  if (op === 'yes') return value === true
  if (op === 'no') return value !== true
  if (field === 'title') {
    const text = String(value ?? '').toLowerCase()
    const isThere =
      value !== null && (op.startsWith('is') ? text === first.toLowerCase() : text.includes(first.toLowerCase()))
    return op === 'has' || op === 'is' ? isThere : !isThere
  }
  if (field === 'amount' || field === 'weight') {
    if (op === 'ne') return value === null || Number(value) !== Number(first)
    if (value === null) return false
    const number = Number(value)
    if (op === 'eq') return number === Number(first)
    if (op === 'ge') return number >= Number(first)
    return op === 'le' ? number <= Number(first) : number >= Number(first) && number <= Number(second)
  }
  if (field === 'due' || field === 'at') {
    const day = value === null ? null : field === 'due' ? (value as Day) : dayOf(value as never, zone)
    if (op === 'older') return day === null || day <= addDays(today, -Number(first))
    const period = periodOf(first, today)
    if (!period) throw new Error(first)
    const within = day !== null && day >= period.start && day < period.end
    if (op === 'notin') return !within
    if (day === null) return false
    return op === 'before' ? day < period.start : op === 'after' ? day >= period.end : within
  }
  const own = Array.isArray(value) ? value : value === null ? [] : [String(value)]
  const wanted = values.map((one) => (one === 'me' ? ME : one))
  const some = wanted.some((one) => own.includes(one))
  return op === 'all' ? wanted.every((one) => own.includes(one)) : op === 'notin' ? !some : some
}

const day = fc.integer({ min: -400, max: 400 }).map((count) => addDays(today, count))
const near = fc.integer({ min: -15, max: 15 }).map((count) => addDays(today, count))
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 })
const row = (id: number): fc.Arbitrary<Row> =>
  fc.record({
    id: fc.constant(id),
    title: some(fc.constantFrom(...words)),
    amount: some(fc.integer({ min: -3, max: 9 })),
    weight: some(fc.integer({ min: -30, max: 90 }).map((tenths) => (tenths / 10).toFixed(1))),
    due: some(fc.oneof(day, near)),
    // Around midnight of the zone, five hours before that of Greenwich.
    at: some(
      fc
        .tuple(fc.oneof(day, near), fc.constantFrom('18:59:59.999Z', '19:00:00.000Z', '12:00:00.000Z'))
        .map((parts) => parts.join('T')),
    ),
    owner: some(fc.constantFrom(...people)),
    state: fc.constantFrom('open', 'won'),
    tags: some(fc.subarray(['a', 'b', 'c'])),
    urgent: some(fc.boolean()),
  })

const value = ({ kind, id, values }: FilterField, op: Condition['op']): fc.Arbitrary<string> => {
  if (kind === 'text') return fc.constantFrom(...words.filter(Boolean), 'нас', '5%', '_', '\\')
  if (kind === 'money') return fc.integer({ min: -3, max: 9 }).map(String)
  if (kind === 'number') return fc.constantFrom('0', '-1.5', '2.50', '4')
  if (op === 'older') return fc.constantFrom('1', '7', '365')
  if (kind === 'day' || kind === 'moment')
    return fc.oneof(fc.constantFrom<string>(...relativePeriods), fc.constant('2026-Q4'), near)
  return fc.constantFrom(...(values ?? (id === 'owner' ? [...people, 'me'] : ['a'])))
}
const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...declared)
  .chain((field) => fc.constantFrom(...operatorsOf(field)).map((op) => ({ field, op })))
  .chain(({ field, op }) =>
    fc.array(value(field, op), { minLength: 2, maxLength: 3 }).map((given) => {
      const isList = field.kind === 'choice' || field.kind === 'choices'
      const count = ['empty', 'filled', 'yes', 'no'].includes(op) ? 0 : op === 'between' ? 2 : isList ? given.length : 1
      const chosen = given.slice(0, count)
      return {
        field: field.id,
        op,
        values: op === 'between' ? chosen.toSorted((a, b) => Number(a) - Number(b)) : chosen,
      }
    }),
  )
const groupOf = (items: fc.Arbitrary<Condition | Group>): fc.Arbitrary<Group> =>
  fc.record({ join: fc.constantFrom('all', 'any'), items: fc.array(items, { minLength: 1, maxLength: 4 }) })
const tree = groupOf(fc.oneof({ arbitrary: condition, weight: 3 }, { arbitrary: groupOf(condition), weight: 1 }))

let own: TestDatabase
let database: Database
let rows: Row[]
beforeAll(async () => {
  own = await testDatabase()
  database = createDatabase(own.connection, { connections: 1 })
  rows = fc.sample(fc.tuple(...Array.from({ length: 300 }, (_, id) => row(id))), { seed: 20, numRuns: 1 })[0] as Row[]
  await sql`create temporary table things (id int, title text, amount bigint, weight numeric, due date, at timestamptz, owner uuid, state text, tags jsonb, urgent boolean)`.execute(
    database,
  )
  await sql`insert into things select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x
    (id int, title text, amount bigint, weight numeric, due date, at timestamptz, owner uuid, state text, tags jsonb, urgent boolean)`.execute(
    database,
  )
  await sql`update things set tags = null where tags = 'null'`.execute(database)
})
afterAll(async () => {
  await database.destroy()
  await own.drop()
})

async function found(filter: Group): Promise<number[]> {
  const asked = resolvedFilter(filter, fields, { today, personId: ME })
  const where = filterSql(asked, (id) => columns[id] as SqlField, zone)
  const answer = await sql<{ id: number }>`select t.id from things t where ${where} order by t.id`.execute(database)
  return answer.rows.map(({ id }) => id)
}

test('any tree finds in the database what it finds condition by condition', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (filter) => {
      expect(checkedFilter(filter, fields).problems).toEqual([])
      expect(await found(filter)).toEqual(rows.filter((one) => naive(one, filter)).map(({ id }) => id))
    }),
    { numRuns: 400 },
  )
}, 180_000)

test('the text of the statement follows the shape of the tree and not its values', () => {
  const textOf = (...values: string[]) => {
    const filter: Group = { join: 'all', items: [{ field: 'owner', op: 'in', values }] }
    const asked = resolvedFilter(filter, fields, { today, personId: ME })
    return filterSql(asked, (id) => columns[id] as SqlField, zone).compile(database).sql
  }
  expect(textOf('me')).toBe(textOf(...people))
})
