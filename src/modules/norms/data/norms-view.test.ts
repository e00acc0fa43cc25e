import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, eachDay } from '#core/calendar/day.ts'
import { testDatabase, type TestDatabase } from '#core/db/test-database.ts'
import { numbers } from '../../../testing-numbers.ts'

let database: TestDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool(database.connection)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

interface Rule {
  role: string | null
  departmentId: string | null
  ownerId: string | null
  validFrom: Day
  perDay: number | null
}

interface Person {
  id: string
  role: string
  departmentId: string | null
  hiredOn: Day | null
  leftOn: Day | null
}

/** The rule in words: the latest word of the narrowest level that says anything counts; a newcomer's part by his week, not of his own norm. */
function normOn(person: Person, day: Day, rules: readonly Rule[], ramp: ReadonlyMap<number, number>): number {
  if ((person.hiredOn && day < person.hiredOn) || (person.leftOn && day > person.leftOn)) return 0
  const levels = [
    (rule: Rule) => rule.ownerId === person.id,
    (rule: Rule) =>
      rule.role === person.role && rule.departmentId !== null && rule.departmentId === person.departmentId,
    (rule: Rule) => rule.role === person.role && rule.departmentId === null,
  ]
  for (const [place, fits] of levels.entries()) {
    const said = rules
      .filter((rule) => fits(rule) && rule.validFrom <= day)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
      .at(-1)
    if (!said || said.perDay === null) continue
    const week = person.hiredOn ? Math.floor(daysBetween(person.hiredOn, day) / 7) + 1 : 0
    return said.perDay * (place === 0 ? 1 : (ramp.get(week) ?? 1))
  }
  return 0
}

const one = async <Row>(text: string, values: unknown[]) => (await pool.query(text, values)).rows[0] as Row

test.each([1, 2, 3, 4, 5, 6])(
  'the view says for every person and day what the rule in words says (seed %i)',
  async (seed) => {
    const roll = numbers(seed)
    const start = '2026-09-01' as Day
    const end = '2026-12-20' as Day
    const someDay = () => addDays(start, roll(100) - 20)
    const { id: workspace } = await one<{ id: string }>(
      `insert into workspaces (name, time_zone, currency) values ('Ромашка', 'Europe/Moscow', 'RUB') returning id`,
      [],
    )
    const departments: string[] = []
    for (const name of ['Север', 'Юг'])
      departments.push(
        (
          await one<{ id: string }>('insert into departments (workspace_id, name) values ($1, $2) returning id', [
            workspace,
            name,
          ])
        ).id,
      )
    const people: Person[] = []
    for (let index = 0; index < 6; index++) {
      const person = {
        role: roll(5) === 0 ? 'head' : 'seller',
        departmentId: roll(4) === 0 ? null : (departments[roll(2)] ?? null),
        hiredOn: roll(3) === 0 ? null : someDay(),
        leftOn: null as Day | null,
      }
      if (roll(4) === 0) person.leftOn = addDays(person.hiredOn ?? start, 10 + roll(60))
      const { id } = await one<{ id: string }>(
        `insert into people (workspace_id, full_name, role, department_id, hired_on, left_on) values ($1, 'Имя', $2, $3, $4, $5) returning id`,
        [workspace, person.role, person.departmentId, person.hiredOn, person.leftOn],
      )
      people.push({ id, ...person })
    }
    const ramp = new Map<number, number>()
    for (let week = 1; week <= roll(6); week++) {
      ramp.set(week, roll(5) / 4)
      await pool.query('insert into norms_ramp (workspace_id, week, share) values ($1, $2, $3)', [
        workspace,
        week,
        ramp.get(week),
      ])
    }
    const rules: Rule[] = []
    for (let index = 0; index < 14; index++) {
      const isPerson = roll(2) === 0
      const rule: Rule = {
        role: isPerson ? null : roll(4) === 0 ? 'head' : 'seller',
        departmentId: isPerson || roll(2) === 0 ? null : (departments[roll(2)] ?? null),
        ownerId: isPerson ? (people[roll(people.length)]?.id ?? null) : null,
        validFrom: someDay(),
        perDay: roll(4) === 0 ? null : roll(20),
      }
      const { rowCount } = await pool.query(
        `insert into norms (workspace_id, level, role, department_id, owner_id, kind, valid_from, amount, per_day)
       values ($1, $2, $3, $4, $5, 'call', $6, $7, $7) on conflict do nothing`,
        [
          workspace,
          isPerson ? 'person' : 'role',
          rule.role,
          rule.departmentId,
          rule.ownerId,
          rule.validFrom,
          rule.perDay,
        ],
      )
      if (rowCount) rules.push(rule)
    }
    const { rows } = await pool.query<{
      owner_id: string
      valid_from: string
      valid_to: string | null
      per_day: string
    }>(`select owner_id, valid_from::text, valid_to::text, per_day from facts.norms where workspace_id = $1`, [
      workspace,
    ])
    const wrong: string[] = []
    for (const person of people) {
      for (const day of eachDay(start, end)) {
        const spans = rows.filter(
          (row) =>
            row.owner_id === person.id && row.valid_from <= day && (row.valid_to === null || row.valid_to >= day),
        )
        const said = normOn(person, day, rules, ramp)
        const found = spans.map((span) => Number(span.per_day))
        const isRight = spans.length <= 1 && Math.abs((found[0] ?? 0) - said) < 0.001
        if (!isRight) wrong.push(`${person.id} ${day}: ${found.join('+')} instead of ${said}`)
      }
    }
    expect(wrong).toEqual([])
  },
)
