import { asTimeZone } from '#core/calendar/zone.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestDeal, type TestPerson } from '../../../testing.ts'
import { numbers } from '../../../testing-numbers.ts'
import { closeMonth, inOrder, sumUpDays, withoutKeptDays } from '../../../testing-summed-up.ts'
import { checkDays } from './keep-days.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
  await app.jobs.start()
})
afterAll(() => app.close())

const HOUR = 3_600_000
const PERIODS = ['2026-09', '2026', '2026-08-10..2026-10-03']

async function office(seed: number) {
  const next = numbers(seed)
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const own = { managerId: head.id }
  const sellers = [await company.person(own), await company.person(own), await company.person()]
  const pipelines = [await company.pipeline(['Новая', 'КП']), await company.pipeline(['Заявка', 'Договор'])]
  const sources = [await company.source('Сайт'), await company.source('Звонок'), null]
  const named = async (table: 'loss_reasons' | 'competitors', name: string) =>
    (
      await app.database
        .insertInto(table)
        .values({ workspace_id: company.id, name })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const reasons = [await named('loss_reasons', 'Дорого'), await named('loss_reasons', 'Сроки'), null]
  const competitors = [await named('competitors', 'Альфа'), await named('competitors', 'Бета'), null]
  const dealOf = (): TestDeal => {
    const pipeline = pipelines[next(2)] ?? pipelines[0]
    const at = Date.parse('2026-08-02T00:00:00+03:00') + next(90 * 24) * HOUR
    const iso = (moment: number) => new Date(moment).toISOString()
    const [first = '', second = ''] = pipeline?.stages.map(({ id }) => id) ?? []
    const [won, lost] = [pipeline?.won ?? '', pipeline?.lost ?? '']
    const end = [[second], [won], [second, won], [lost], [second, lost], [won, first]][next(6)] ?? []
    const source = sources[next(3)]
    return {
      owner: sellers[next(3)] ?? null,
      ...(source && { sourceId: source }),
      amountMinor: next(90_000_000),
      moves: [
        [first, iso(at)],
        ...end.map((stage, place) => [stage, iso(at + (1 + place) * (1 + next(9 * 24)) * HOUR)] as const),
      ],
    }
  }
  const goods = [
    await app.as(owner).products.add({ name: `Насос ${seed}`, priceMinor: 9_000_00, costMinor: 5_000_00 }),
    await app.as(owner).products.add({ name: `Труба ${seed}`, priceMinor: 700_33, costMinor: 411_07 }),
    await app.as(owner).products.add({ name: `Пуск ${seed}`, priceMinor: 1_000_00 }),
    null,
  ]
  /** Of what a deal consists: nothing, or some lines, of which the cost is known, is not known, or which are of no product. */
  const fill = async (id: string) => {
    for (let place = 1; place <= next(4); place += 1)
      await sql`
        insert into deal_lines (workspace_id, deal_id, line_no, owner_id, product_id, product_name, quantity, price_minor, discount_bp)
        select workspace_id, id, ${place}, owner_id, ${goods[next(4)]?.id ?? null}::uuid, 'x', ${1 + next(50) / 8}, ${next(900_000)}, ${next(3) * 500}
        from deals where id = ${id}::uuid on conflict do nothing`.execute(app.database)
  }
  const ids: string[] = []
  const gone = new Set<string>()
  const write = async (n: number) => {
    const made = await company.deals(Array.from({ length: n }, dealOf))
    ids.push(...made)
    for (const id of made) {
      await say(id)
      await fill(id)
    }
  }
  /** Why, and against whom. */
  const say = async (id: string) => {
    const [reason, rival] = [reasons[next(3)] ?? null, competitors[next(3)] ?? null]
    await sql`update deals set loss_reason_id = ${reason}, loss_competitor_id = ${rival} where id = ${id} and outcome = 'lost'`.execute(
      app.database,
    )
    await sql`update deal_reach set loss_reason_id = ${reason} where deal_id = ${id} and outcome = 'lost'`.execute(
      app.database,
    )
    const other = competitors[next(3)]
    await app.as(owner).losses.setRivals({ dealId: id, competitorIds: other ? [other] : [] })
  }
  const pick = () => ids.filter((id) => !gone.has(id))[next(ids.length - gone.size)] ?? ''
  /** What happens to deals that have ended, in ways that the totals know and in ways that they do not. */
  const change = async () => {
    await write(3)
    for (let times = 0; times < 4; times += 1) await say(pick())
    await sql`update deal_reach set source_id = ${sources[next(2)] ?? null} where deal_id = ${pick()}`.execute(
      app.database,
    )
    await sql`update bookings set source_id = ${sources[next(2)] ?? null} where deal_id = ${pick()}`.execute(
      app.database,
    )
    await sql`update stage_stays set entered_at = entered_at - interval '1 hour', left_at = left_at - interval '1 hour' where deal_id = ${pick()}`.execute(
      app.database,
    )
    for (let times = 0; times < 3; times += 1) {
      await sql`update deal_lines set quantity = quantity + ${1 + next(4)} where deal_id = ${pick()}`.execute(
        app.database,
      )
      await sql`delete from deal_lines where deal_id = ${pick()} and line_no = 1`.execute(app.database)
      await fill(pick())
    }
    for (let times = 0; times < 9; times += 1)
      await sql`update deals set amount_minor = amount_minor * 2 where id = ${pick()}`.execute(app.database)
    const alive = () => ids.filter((id) => !gone.has(id))
    const deal = async () => app.as(owner).deals.get({ id: alive()[next(alive().length)] ?? '' })
    const [first, second] = [await deal(), await deal()]
    await app.as(owner).deals.edit({ id: first.id, version: first.version, changes: { amountMinor: next(90_000_000) } })
    const version = second.id === first.id ? second.version + 1 : second.version
    await app.as(owner).deals.edit({ id: second.id, version, changes: { sourceId: sources[next(3)] ?? null } })
    for (let times = 0; times < 4; times += 1) {
      const handed = await deal()
      const ownerId = sellers[next(3)]?.id ?? null
      await app.as(owner).deals.edit({ id: handed.id, version: handed.version, changes: { ownerId } })
    }
    const id = alive()[next(alive().length)] ?? ''
    gone.add(id)
    await app.as(owner).deals.trash({ ids: [id], deleted: true })
    // Into the other pipeline and back, dated back, taken back; and out of the trash.
    for (let times = 0; times < 8; times += 1) {
      const moved = await deal()
      const pipeline = pipelines[next(2)] ?? pipelines[0]
      const stages = [...(pipeline?.stages.map((stage) => stage.id) ?? []), pipeline?.won ?? '', pipeline?.lost ?? '']
      const occurredAt = new Date(Date.parse('2026-09-20T00:00:00+03:00') + next(55 * 24) * HOUR).toISOString()
      const made = await app
        .as(owner)
        .deals.move({ id: moved.id, stageId: stages[next(4)] ?? stages[0] ?? '', occurredAt })
        .catch(() => null)
      if (made && times % 2 === 0)
        await app
          .as(owner)
          .deals.undoMove({ id: moved.id, seq: made.seq })
          .catch(() => null)
    }
    const [restored] = gone
    if (restored && restored !== id) {
      await app.as(owner).deals.trash({ ids: [restored], deleted: false })
      gone.delete(restored)
    }
  }
  return { company, owner, head, write, change }
}

type Office = Awaited<ReturnType<typeof office>>

/** Of the company, and of a head of two of its three sellers. */
async function figures({ owner, head }: Office) {
  return [...(await figuresAs(owner)), ...(await figuresAs(head))]
}

async function figuresAs(who: TestPerson) {
  const api = app.as(who)
  const found = []
  for (const period of PERIODS) {
    found.push(await api.losses.view({ period }), await api.losses.competitors({ period }))
    found.push(await api.funnel.distribution({ period, clock: 'working' }), await api.funnel.cycle({ period }))
    if (period !== '2026-08-10..2026-10-03')
      found.push(
        await api.sources.table({ period }),
        await api.sources.table({ period, cut: 'month' }),
        await api.sources.payback({ period }),
      )
  }
  return found.map((answer) => inOrder(answer))
}

/** The cost of what was sold to leads of each source, deal by deal: what is counted where no month is closed. */
async function naiveGoods({ company }: Office) {
  const { rows: deals } = await sql<{
    id: string
    source: string | null
    booked: number
    amount: number
    base: number
  }>`
    select d.id, b.source_id as source, sum(b.base_minor)::float8 as booked, d.amount_minor::float8 as amount, d.base_minor::float8 as base
    from deals d join bookings b on b.workspace_id = d.workspace_id and b.deal_id = d.id
    where d.workspace_id = ${company.id}::uuid group by d.id, b.source_id, d.amount_minor, d.base_minor`.execute(
    app.database,
  )
  const { rows: lines } = await sql<{ dealId: string; money: number; quantity: number; cost: number | null }>`
    select l.deal_id as "dealId", round(l.quantity * l.price_minor * (10000 - l.discount_bp) * 0.0001)::float8 as money, l.quantity::float8 as quantity,
           p.cost_minor::float8 as cost
    from deal_lines l left join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where l.workspace_id = ${company.id}::uuid`.execute(app.database)
  const sums = new Map<string | null, { covered: number; goods: number }>()
  for (const { id, source, booked, amount, base } of deals) {
    const own = lines.filter(({ dealId }) => dealId === id)
    const whole = own.reduce((sum, { money }) => sum + money, 0)
    const sum = sums.get(source) ?? { covered: 0, goods: 0 }
    for (const { money, quantity, cost } of own) {
      if (cost === null || whole === 0) continue
      sum.covered += (booked * money) / whole
      sum.goods += ((booked * quantity * cost) / whole) * (base === 0 ? 1 : amount / base)
    }
    sums.set(source, sum)
  }
  return sums
}

async function expectNaiveGoods(all: Office) {
  const naive = await naiveGoods(all)
  const { rows } = await app.as(all.owner).sources.table({ period: '2026' })
  expect(rows.some(({ goodsMinor }) => goodsMinor > 0)).toBe(true)
  for (const { key, coveredMinor, goodsMinor } of rows) {
    const { covered = 0, goods = 0 } = naive.get(key) ?? {}
    // Each month is told in whole kopecks.
    expect(Math.abs(coveredMinor - covered)).toBeLessThan(7)
    expect(Math.abs(goodsMinor - goods)).toBeLessThan(7)
  }
}

const sumUp = () => sumUpDays(app, clock.now(), 'funnel_kept_days')

/** What the facts say when nothing is summed up. */
const fromFacts = (all: Office) => withoutKeptDays(app, () => figures(all))

const fold = ({ company }: Pick<Office, 'company'>) =>
  sql`select fold_totals(${company.id}::uuid, 100000)`.execute(app.database)

describe.each([1, 2])('days that are summed up (%i)', (seed) => {
  test('tell what the facts tell, whatever changes and whoever closes months', async () => {
    const all = await office(seed)
    await all.write(60)
    await fold(all)
    await expectNaiveGoods(all)
    expect(await sumUp()).toBeGreaterThan(100)
    await expectNaiveGoods(all)
    for (let round = 0; round < 2; round += 1) {
      expect(await figures(all)).toEqual(await fromFacts(all))
      await all.change()
      // Changed and not folded yet; folded and not summed up again; summed up again.
      expect(await figures(all)).toEqual(await fromFacts(all))
      await fold(all)
      expect(await figures(all)).toEqual(await fromFacts(all))
      await sumUp()
      await closeMonth(app, all.owner, round === 0 ? '2026-08' : '2026-09')
    }
    expect(await figures(all)).toEqual(await fromFacts(all))
    await sumUp()
    expect(await figures(all)).toEqual(await fromFacts(all))
    await app.as(all.owner).cycle.reopen({ month: '2026-09', reason: 'Проверка по дням' })
    expect(await figures(all)).toEqual(await fromFacts(all))
  }, 240_000)
})

test('a check proves what is summed up, and mends what is not what the facts give', async () => {
  const all = await office(9)
  await all.write(30)
  await fold(all)
  await sumUp()
  const check = () =>
    app.gate.asServer((tx) =>
      checkDays(tx, { workspaceId: all.company.id, timeZone: asTimeZone('Europe/Moscow') }, clock.now()),
    )
  expect(await check()).toEqual({ table: 'day_cells', missing: 0, wrong: 0 })
  await sql`update funnel_owner_cells set money = money + 1 where workspace_id = ${all.company.id}::uuid and cut = 'sold'`.execute(
    app.database,
  )
  expect((await check()).wrong).toBeGreaterThan(0)
  expect(await check()).toEqual({ table: 'day_cells', missing: 0, wrong: 0 })
  await sql`update funnel_day_cells set n = n + 1 where workspace_id = ${all.company.id}::uuid and cut = 'source' and day = (
    select min(day) from funnel_day_cells where workspace_id = ${all.company.id}::uuid and cut = 'source')`.execute(
    app.database,
  )
  const found = await check()
  expect([found.missing > 0, found.wrong > 0]).toEqual([true, true])
  expect(await check()).toEqual({ table: 'day_cells', missing: 0, wrong: 0 })
  expect(await figures(all)).toEqual(await fromFacts(all))
}, 300_000)

test('the present day stands as soon as it is at rest, and is summed up again when it is over', async () => {
  const today = '2026-11-20'
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая'])
  const lost = (amountMinor: number): TestDeal => ({
    owner,
    amountMinor,
    moves: [
      [pipeline.stage('Новая'), '2026-08-03T10:00:00+03:00'],
      [pipeline.lost, `${today}T00:00:01+03:00`],
    ],
  })
  const stands = async () => {
    const found = await sql<{ isOver: boolean }>`
      select is_over as "isOver" from funnel_kept_days where workspace_id = ${company.id}::uuid and facts = 'closed' and day = ${today}::date`.execute(
      app.database,
    )
    return found.rows.map(({ isOver }) => isOver)
  }
  const told = async () => inOrder(await app.as(owner).losses.view({ period: today.slice(0, 7) }))
  await company.deals([lost(100_00), lost(200_00)])
  await fold({ company })
  await sumUp()
  expect(await stands()).toEqual([false])
  expect(await told()).toEqual(await withoutKeptDays(app, told))
  await company.deals([lost(400_00)])
  expect(await told()).toEqual(await withoutKeptDays(app, told))
  await fold({ company })
  expect(await told()).toEqual(await withoutKeptDays(app, told))
  await sumUp()
  expect(await told()).toEqual(await withoutKeptDays(app, told))
  // A day that stood as the present one and has gone by since.
  await sql`update funnel_kept_days set is_over = false where workspace_id = ${company.id}::uuid and day = ${today}::date - 1`.execute(
    app.database,
  )
  await sumUp()
  const open =
    await sql`select from funnel_kept_days where workspace_id = ${company.id}::uuid and not is_over and day < ${today}::date`.execute(
      app.database,
    )
  expect(open.rows).toEqual([])
}, 180_000)
