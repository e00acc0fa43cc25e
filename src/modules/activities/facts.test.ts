import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuid7 } from '#core/db/uuid7.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { numbers } from '../../testing-numbers.ts'
import { insertActivities, removeImportedActivities } from './api.ts'

let app: TestApp
let head: TestPerson
let sellers: TestPerson[]
let deals: string[]

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  const { stage } = await company.pipeline()
  head = await company.person({ role: 'head' })
  sellers = [await company.person({ managerId: head.id }), await company.person({ managerId: head.id })]
  const moves = [[stage('Новая'), '2026-10-01T10:00:00+03:00']] as const
  deals = await company.deals(sellers.map((owner) => ({ owner, moves: [...moves] })))
})
afterAll(() => app.close())

interface Count {
  kind: string
  day: string
  owner: string
  n: number
}

/** What the totals say, folded and fresh together; nothing where they cancel out. */
async function kept(): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select kind, day::text, owner_id as owner, sum(n)::int as n from facts.day_totals
    where workspace_id = ${head.workspaceId}::uuid and kind like 'activity:%' group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3`.execute(
    app.database,
  )
  return rows
}

/** The same counted one by one from the activities themselves. */
async function counted(): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select 'activity:' || kind as kind, (occurred_at at time zone 'Europe/Moscow')::date::text as day, owner_id as owner, count(*)::int as n
    from activities where workspace_id = ${head.workspaceId}::uuid and done and deleted_at is null and cancelled_at is null
    group by 1, 2, 3
    union all
    select 'activity:bare:' || kind, (occurred_at at time zone 'Europe/Moscow')::date::text, owner_id, count(*)::int
    from activities where workspace_id = ${head.workspaceId}::uuid and done and deleted_at is null and cancelled_at is null
      and ((deal_id is null and company_id is null and contact_id is null) or (result_id is null and coalesce(trim(result), '') = ''))
    group by 1, 2, 3 order by 1, 2, 3`.execute(app.database)
  return rows
}

const fold = () => sql`select fold_totals(${head.workspaceId}::uuid, 1000)`.execute(app.database)

test.each([1, 2, 3])('after any walk of commands the totals are what a naive count gives (seed %i)', async (seed) => {
  const roll = numbers(seed)
  const kinds = ['call', 'meeting', 'email', 'message', 'demo'] as const
  const day = (from: number, most: number) => String(from + roll(most)).padStart(2, '0')
  const known: { id: string; version: number; who: number }[] = []
  const past = () => `2026-11-${day(1, 20)}T${day(0, 24)}:30:00Z`
  const ahead = () => `2026-12-${day(1, 28)}T10:00:00Z`
  for (let step = 0; step < 60; step += 1) {
    const who = roll(2)
    const { activities } = app.as(sellers[who] ?? head)
    const dealId = deals[who] ?? ''
    const kind = kinds[roll(kinds.length)] ?? 'call'
    const one = known[roll(known.length)]
    const own = one && app.as(sellers[one.who] ?? head).activities
    const changed = (made: { id: string; version: number }) => one && Object.assign(one, { version: made.version })
    // A command that the state of the activity does not allow is refused and changes nothing.
    const attempt = (work: Promise<unknown> | undefined) => work?.catch(() => undefined)
    switch (roll(9)) {
      case 0: {
        const made = await activities.add({ kind, dealId, occurredAt: past(), result: 'Было' })
        known.push({ id: made.id, version: made.version, who })
        break
      }
      case 1: {
        const made = await activities.plan({ kind, dealId, startsAt: ahead() })
        known.push({ id: made.id, version: made.version, who })
        break
      }
      case 2:
        await attempt(
          one &&
            own
              ?.complete({ id: one.id, result: 'Вышло', occurredAt: past() })
              .then(({ activity }) => changed(activity)),
        )
        break
      case 3:
        await attempt(one && own?.edit({ id: one.id, version: one.version, changes: { kind } }).then(changed))
        break
      case 4:
        await attempt(
          one && own?.edit({ id: one.id, version: one.version, changes: { occurredAt: past() } }).then(changed),
        )
        break
      case 5:
        await attempt(one && own?.remove({ id: one.id }).then(changed))
        break
      case 6:
        await attempt(one && own?.cancel({ id: one.id, reason: 'Передумали' }).then(changed))
        break
      case 7:
        await attempt(
          one &&
            own
              ?.undo({ items: [{ id: one.id, version: one.version }] })
              .then(({ undone }) => changed(undone[0] ?? one)),
        )
        break
      default:
        await fold()
    }
  }
  expect(known.length).toBeGreaterThan(5)
  expect(await kept()).toEqual(await counted())
})

const many = (count: number, done: boolean, importId: string | null = null) =>
  Array.from({ length: count }, (_, index) => ({
    id: uuid7(),
    kind: 'call' as const,
    ownerId: sellers[index % 2]?.id ?? null,
    dealId: deals[index % 2] ?? null,
    companyId: null,
    contactId: null,
    occurredAt: Date.parse('2026-11-01T10:00:00Z') + index * 60_000,
    durationS: 60,
    result: done ? 'Было' : null,
    done,
    importId,
  }))

test('a batch counts its done ones only; planned ones wait', async () => {
  const before = await kept()
  await app.gate.asServer((tx) =>
    insertActivities(tx, head.workspaceId, many(50, false), 'Europe/Moscow' as never, 'import'),
  )
  expect(await kept()).toEqual(before)
  await app.gate.asServer((tx) =>
    insertActivities(tx, head.workspaceId, many(50, true), 'Europe/Moscow' as never, 'import'),
  )
  expect(await kept()).toEqual(await counted())
})

test('a batch of calls without a result or a client is counted apart as well', async () => {
  const rows = many(40, true).map((row, index) => ({
    ...row,
    result: index % 3 === 0 ? null : row.result,
    dealId: index % 5 === 0 ? null : row.dealId,
  }))
  await app.gate.asServer((tx) => insertActivities(tx, head.workspaceId, rows, 'Europe/Moscow' as never, 'import'))
  const bare = (await kept()).filter(({ kind }) => kind === 'activity:bare:call')
  expect(bare.reduce((sum, { n: count }) => sum + count, 0)).toBe(
    rows.filter(({ result, dealId }) => result === null || dealId === null).length,
  )
  expect(await kept()).toEqual(await counted())
})

test('what the revert of an import takes away leaves the totals', async () => {
  const before = await kept()
  const importId = uuid7()
  const rows = many(30, true, importId)
  await app.gate.asServer((tx) => insertActivities(tx, head.workspaceId, rows, 'Europe/Moscow' as never, 'import'))
  const gone = await app.gate.asServer((tx) => removeImportedActivities(tx, head.workspaceId, importId, false))
  expect(gone).toEqual({ removed: 30, kept: 0 })
  expect(await kept()).toEqual(before)
})

test('a deal that is deleted for good takes its contacts out of the totals', async () => {
  await sql`delete from deals where workspace_id = ${head.workspaceId}::uuid and id = ${deals[0]}::uuid`.execute(
    app.database,
  )
  const left = await counted()
  expect(left.length).toBeGreaterThan(0)
  expect(await kept()).toEqual(left)
})

test('what was not done is in none of the facts that others read', async () => {
  const { activities } = app.as(sellers[1] ?? head)
  const planned = await activities.plan({ kind: 'call', dealId: deals[1] ?? '', startsAt: '2026-12-01T10:00:00Z' })
  await activities.cancel({ id: planned.id, reason: 'Передумали' })
  const { rows } = await sql`select from facts.activities where id = ${planned.id}::uuid`.execute(app.database)
  expect(rows).toEqual([])
})
