import { asTimeZone } from '#core/calendar/zone.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { checkDays } from '#modules/funnel/api.ts'
import { type TestApp, testApp, type TestDeal, type TestPerson } from '../../testing.ts'
import { numbers } from '../../testing-numbers.ts'
import { closeMonth, inOrder, sumUpDays, withoutKeptDays } from '../../testing-summed-up.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
  await app.jobs.start()
})
afterAll(() => app.close())

const HOUR = 3_600_000
const PERIODS = ['2026-09', '2026-11', '2026-Q4', '2026-09-10..2026-10-20']

async function office(seed: number) {
  const next = numbers(seed)
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const sellers: TestPerson[] = []
  while (sellers.length < 6) sellers.push(await company.person())
  const pipeline = await company.pipeline(['Новая', 'КП', 'Договор'])
  const clients: (string | null)[] = [null]
  for (const name of ['Альфа', 'Бета', 'Гамма', 'Дельта', 'Омега'])
    clients.push((await app.as(owner).clients.addCompany({ name })).id)
  const dealOf = (): TestDeal => {
    const at = Date.parse('2026-08-01T00:00:00+03:00') + next(108 * 24) * HOUR
    const iso = (moment: number) => new Date(moment).toISOString()
    const [first = '', second = ''] = pipeline.stages.map(({ id }) => id)
    const { won, lost } = pipeline
    const end = [[won], [won], [second, won], [lost], [second, lost], [second], [won, first]][next(7)] ?? []
    return {
      owner: next(9) === 0 ? null : (sellers[next(6)] ?? null),
      amountMinor: next(90_000_000),
      moves: [
        [first, iso(at)],
        ...end.map((stage, place) => [stage, iso(at + (1 + place) * (1 + next(5 * 24)) * HOUR)] as const),
      ],
    }
  }
  const ids: string[] = []
  const gone = new Set<string>()
  const alive = () => ids.filter((id) => !gone.has(id))
  const pick = () => alive()[next(alive().length)] ?? ''
  const buy = (id: string) =>
    sql`update deals set company_id = ${clients[next(clients.length)] ?? null}::uuid where id = ${id}::uuid`.execute(
      app.database,
    )
  const write = async (n: number) => {
    const made = await company.deals(Array.from({ length: n }, dealOf))
    ids.push(...made)
    for (const id of made) await buy(id)
  }
  /** What happens to deals of months ago: other clients, amounts, owners, the trash. */
  const change = async () => {
    await write(3)
    for (let times = 0; times < 4; times += 1) await buy(pick())
    const edit = async (changes: Record<string, unknown>) => {
      const deal = await app.as(owner).deals.get({ id: pick() })
      await app.as(owner).deals.edit({ id: deal.id, version: deal.version, changes })
    }
    await edit({ amountMinor: next(90_000_000) })
    await edit({ ownerId: sellers[next(6)]?.id })
    const id = pick()
    gone.add(id)
    await app.as(owner).deals.trash({ ids: [id], deleted: true })
  }
  return { company, owner, sellers, write, change }
}

type Office = Awaited<ReturnType<typeof office>>

async function figures({ owner, sellers: [seller] }: Office) {
  const found: unknown[] = []
  for (const who of [owner, seller ?? owner]) {
    const api = app.as(who)
    for (const period of PERIODS) {
      const personId = seller?.id ?? ''
      found.push(await api.kpi.board({ period }))
      found.push(await api.sellers.profile({ personId, period: period.includes('..') ? '2026' : period }))
    }
    found.push(await api.kpi.courses({ period: '2026-11' }), await api.kpi.courses({ period: '2026-W46' }))
    const metrics = ['sales', 'won', 'created', 'lost', 'newClients', 'newClientsShare', 'cycleMedian']
    for (const dimensions of [['seller'], ['month', 'seller'], ['quarter'], ['day'], ['department']])
      found.push(await api.metrics.figures({ metrics, dimensions, period: '2026-08-01..2026-11-15' }))
    for (const dimensions of [['seller'], ['month', 'seller'], ['quarter'], ['department']])
      found.push(await api.metrics.figures({ metrics, dimensions, period: '2026' }))
  }
  return found.map((answer) => inOrder(answer))
}

const sumUp = () => sumUpDays(app, clock.now(), 'funnel_people_months')

/** What the facts say when nothing is summed up. */
const fromFacts = (all: Office) => withoutKeptDays(app, () => figures(all))

const fold = ({ company }: Office) => sql`select fold_totals(${company.id}::uuid, 100000)`.execute(app.database)

const check = ({ company }: Office) =>
  app.gate.asServer((tx) =>
    checkDays(tx, { workspaceId: company.id, timeZone: asTimeZone('Europe/Moscow') }, clock.now()),
  )

describe.each([3])('months of people that are summed up (%i)', (seed) => {
  test('tell what the facts tell, whatever changes and whoever closes months', async () => {
    const all = await office(seed)
    await all.write(70)
    await fold(all)
    expect(await sumUp()).toBeGreaterThan(6)
    for (const month of ['2026-08', '2026-09']) {
      expect(await figures(all)).toEqual(await fromFacts(all))
      await all.change()
      // Changed and not folded yet; folded and not summed up again; summed up again.
      expect(await figures(all)).toEqual(await fromFacts(all))
      await fold(all)
      expect(await figures(all)).toEqual(await fromFacts(all))
      await sumUp()
      expect(await check(all)).toEqual({ table: 'day_cells', missing: 0, wrong: 0 })
      await closeMonth(app, all.owner, month)
    }
    expect(await figures(all)).toEqual(await fromFacts(all))
    await sumUp()
    expect(await figures(all)).toEqual(await fromFacts(all))
  }, 240_000)
})

test('a check proves the months of people, and mends what is not what the facts give', async () => {
  const all = await office(9)
  await all.write(40)
  await fold(all)
  await sumUp()
  const own = sql`workspace_id = ${all.company.id}::uuid`
  await sql`update funnel_people_cells set n = n + 1 where ${own} and cut = 'new' and grain = 'person'`.execute(
    app.database,
  )
  await sql`delete from funnel_people_cells where ${own} and cut = 'cycle' and grain = 'company' and day = '2026-09-01'`.execute(
    app.database,
  )
  const found = await check(all)
  expect([found.missing > 1, found.wrong > 0]).toEqual([true, true])
  expect(await check(all)).toEqual({ table: 'day_cells', missing: 0, wrong: 0 })
  expect(await figures(all)).toEqual(await fromFacts(all))
}, 300_000)
