import { asTimeZone } from '#core/calendar/zone.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type MetricsCompany, metricsCompany } from '../../../testing-metrics.ts'
import { numbers } from '../../../testing-numbers.ts'
import { closeMonth, inOrder } from '../../../testing-summed-up.ts'
import { testApp, type TestApp, type TestPerson } from '../../../testing.ts'
import { canBeCutBy, type DimensionKey, type MetricKey, metricKeys } from '../calc/declarations.ts'
import { isTime } from '../calc/time-buckets.ts'
import { checkDealMonths, keepDealMonths } from './keep-deal-months.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-21T12:00:00+03:00') })
  await app.jobs.start()
})
afterAll(() => app.close())

/** Sums of shares differ in the last digit by the order of adding. */
const rounded = (number: number) => Number(number.toPrecision(11))

const OF_DEALS = [
  'sales,won,newClients,newClientsSales',
  'created,winRate,winRateMoney,periodConversion',
  'lost,lostMoney',
  'cohortConversion,cohortOpen',
  'medianCheck,cycleMedian,cycleMean',
].map((list) => list.split(',') as MetricKey[])

/** Packs what has changed, as if minutes had gone by; gives how many rows there are. */
async function pack(): Promise<number> {
  await sql`update metrics_stale_months set at = at - interval '1 hour'`.execute(app.database)
  for (let round = 0; round < 200 && (await keepDealMonths(app.gate)) > 0; round += 1);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from metrics_deal_months`.execute(app.database)
  return rows[0]?.n ?? 0
}

/** What is answered when nothing stands packed. */
async function unpacked<Answer>(company: MetricsCompany, ask: () => Promise<Answer>): Promise<Answer> {
  await sql`
    insert into metrics_stale_months (workspace_id, facts, owner_id, month, at)
    select p.workspace_id, f, everybody_uuid(), m::date, '1970-01-01'::timestamptz from people p
    cross join unnest('{booked,created,closed,cohort}'::text[]) f cross join generate_series('2026-01-01'::date, '2027-01-01', interval '1 month') m
    where p.id = ${company.owner.id}::uuid
    union all select workspace_id, 'class', everybody_uuid(), '1970-01-01'::date, '1970-01-01'::timestamptz from people where id = ${company.owner.id}::uuid`.execute(
    app.database,
  )
  const answer = await ask()
  await sql`delete from metrics_stale_months where at = '1970-01-01'`.execute(app.database)
  return answer
}

const dimensionsOf = ({ fieldId }: MetricsCompany) =>
  [
    'seller',
    'department',
    'pipeline',
    'source',
    'campaign',
    'industry',
    'region',
    'territory',
    'clientKind',
    'dealSize',
    'segment',
    'product',
    'productGroup',
    'stage',
    'lossReason',
    'day',
    'week',
    'month',
    'quarter',
    `field:${fieldId}`,
  ] as DimensionKey[]

/** Every pair of dimensions that these metrics can be cut by, `step` apart; some with filters. */
async function figures(company: MetricsCompany, person: TestPerson, { from, step }: { from: number; step: number }) {
  const found: [string, unknown][] = []
  const dimensions = dimensionsOf(company)
  let place = 0
  for (const metrics of OF_DEALS)
    for (const [at, a] of dimensions.entries())
      for (const b of [null, ...dimensions.slice(at + 1)]) {
        const cut = b === null ? [a] : [a, b]
        const able = metrics.filter((metric) => cut.every((one) => canBeCutBy(metric, one)))
        place += 1
        // Days by weeks are more points than can be shown.
        if (able.length === 0 || place % step !== from || (b !== null && isTime(a) && isTime(b))) continue
        const period = ['2026', '2026-Q4', '2026-09-10..2026-11-05', '2026-10'][place % 4] ?? ''
        const filters = [
          {},
          { segments: ['A', 'none'] },
          { dealSizes: ['s', 'm', 'xl'] },
          { regions: ['Мурманск', 'none'] },
          { sellerIds: company.sellers.slice(0, 2).map(({ id }) => id) },
        ][place % 5]
        found.push([
          `${able.join()} by ${cut.join(' × ')} of ${period} ${JSON.stringify(filters)}`,
          inOrder(
            await app.as(person).metrics.figures({ metrics: able, dimensions: cut, period, ...filters }),
            rounded,
          ),
        ])
      }
  return found
}

async function agree(company: MetricsCompany, people: readonly TestPerson[], round: number) {
  for (const person of people) {
    const step = person === company.owner ? 17 : 41
    const slice = { from: round % step, step }
    const told = await figures(company, person, slice)
    expect(told.length).toBeGreaterThan(3)
    const otherwise = await unpacked(company, () => figures(company, person, slice))
    for (const [place, one] of told.entries()) expect(one).toEqual(otherwise[place])
  }
}

describe.each([3, 11])('months of deals that stand packed (%i)', (seed) => {
  test('tell what the facts tell, whatever changes', async () => {
    const company = await metricsCompany(app, seed)
    const next = numbers(seed)
    const { owner, sellers } = company
    const people = [owner, ...sellers.slice(0, 1)]
    expect(await pack()).toBeGreaterThan(30)
    await agree(company, people, 0)
    const own = sql`workspace_id = (select workspace_id from people where id = ${owner.id}::uuid)`
    // Identifiers are random: an order by them would be another one each time.
    const ids = (
      await sql<{ id: string }>`
        select id from deals where ${own} and deleted_at is null order by created_at, amount_minor, title`.execute(
        app.database,
      )
    ).rows.map(({ id }) => id)
    const pick = () => ids[next(ids.length)] ?? ''
    const deal = async () => app.as(owner).deals.get({ id: pick() })
    const edit = async (changes: Record<string, unknown>) => {
      const { id, version } = await deal()
      await app.as(owner).deals.edit({ id, version, changes })
    }
    const clients = (
      await sql<{ id: string }>`select id from companies where ${own} order by name`.execute(app.database)
    ).rows
    for (let round = 1; round <= 3; round += 1) {
      await edit({ amountMinor: 1 + next(90_000_000) })
      await edit({ ownerId: sellers[next(5)]?.id ?? null })
      await edit({ companyId: clients[next(clients.length)]?.id ?? null })
      await edit({ sourceId: null })
      // What no command is asked for: options, lines, classes as they come from elsewhere.
      await sql`update deals set custom = '{}' where id = ${pick()}::uuid`.execute(app.database)
      await sql`delete from deal_lines where ${own} and deal_id = ${pick()}::uuid`.execute(app.database)
      await sql`insert into deal_lines (workspace_id, deal_id, line_no, owner_id, product_id, product_name, price_minor)
        select d.workspace_id, d.id, 90 + ${round}::int, d.owner_id, p.id, 'x', 777 from deals d
        join products p on p.workspace_id = d.workspace_id where d.id = ${pick()}::uuid limit 1`.execute(app.database)
      await sql`update segments_classes set abc = case abc when 'A' then 'B' else 'A' end, owner_id = ${sellers[0]?.id ?? null}::uuid
        where ${own} and client_id = ${clients[next(clients.length)]?.id ?? ''}::uuid`.execute(app.database)
      await sql`update companies set industry = ${`Отрасль ${round}`} where ${own} and id = ${clients[next(clients.length)]?.id ?? ''}::uuid`.execute(
        app.database,
      )
      await app.as(owner).deals.trash({ ids: ids.splice(next(ids.length), 1), deleted: true })
      const { id, version, stage, pipeline } = await deal()
      const stages = company.pipelines.find((one) => one.id === pipeline.id)?.stages ?? []
      const others = stages.filter((one) => one.id !== stage.id)
      await app.as(owner).deals.move({ id, version, stageId: others[next(others.length)]?.id ?? '' })
      if (round === 2) await closeMonth(app, owner, '2026-09')
      await agree(company, people, 2 * round)
      await pack()
      await agree(company, people, 2 * round + 1)
    }
  }, 400_000)
})

test('every figure of a cut by two own fields is told', async () => {
  const company = await metricsCompany(app, 5)
  const { rows } = await sql<{ id: string }>`
    insert into fields (workspace_id, subject, name, kind, options) select workspace_id, 'deal', 'Второе', 'choice', '[]' from fields
    where id = ${company.fieldId}::uuid returning id`.execute(app.database)
  const dimensions = [`field:${company.fieldId}`, `field:${rows[0]?.id ?? ''}`]
  const ask = () => app.as(company.owner).metrics.figures({ metrics: ['winRate'], dimensions, period: '2026' })
  const before = inOrder(await ask())
  await pack()
  expect(inOrder(await ask())).toEqual(before)
})

test('a deal that came to somebody and is another’s now is no arrival for whoever sees but one of them, packed or not', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const [anna, boris] = [await company.person({}), await company.person({})]
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const came = [pipeline.stage('Новая'), '2026-10-05T09:00:00+03:00'] as const
  const ids = await company.deals([1, 2, 3].map(() => ({ owner: anna, amountMinor: 100, moves: [came] })))
  const { id, version } = await app.as(owner).deals.get({ id: ids[0] ?? '' })
  await app.as(owner).deals.edit({ id, version, changes: { ownerId: boris.id } })
  const arrivals = async (person: TestPerson, dimensions: DimensionKey[]) => {
    const { rows } = await app.as(person).metrics.figures({ metrics: ['created'], period: '2026-10', dimensions })
    return rows.map(({ figures: { created } }) => created?.value)
  }
  for (const dimensions of [['source'], ['segment'], ['dealSize']] as DimensionKey[][]) {
    const told = () => Promise.all([owner, anna, boris].map((person) => arrivals(person, dimensions)))
    expect(await told()).toEqual([[3], [2], []])
    await pack()
    expect(await told()).toEqual([[3], [2], []])
  }
})

test('a check proves packed months, and mends what is not what the facts give', async () => {
  const company = await metricsCompany(app, 23)
  await pack()
  const { rows } = await sql<{
    id: string
  }>`select workspace_id as id from people where id = ${company.owner.id}::uuid`.execute(app.database)
  const workspaceId = rows[0]?.id ?? ''
  const check = () =>
    app.gate.asServer((tx) => checkDealMonths(tx, { workspaceId, timeZone: asTimeZone('Europe/Moscow') }))
  const proved = { table: 'deal_months', missing: 0, wrong: 0 }
  expect(await check()).toEqual(proved)
  await sql`update metrics_deal_months set money = marks where workspace_id = ${workspaceId}::uuid and facts = 'closed' and month = '2026-10-01' and length(marks) > 0`.execute(
    app.database,
  )
  await sql`delete from metrics_deal_months where workspace_id = ${workspaceId}::uuid and facts = 'cohort' and month = '2026-10-01' and length(marks) > 0`.execute(
    app.database,
  )
  const { missing, wrong } = await check()
  expect(missing).toBeGreaterThan(2)
  expect(wrong).toBeGreaterThan(2)
  await pack()
  expect(await check()).toEqual(proved)
}, 300_000)

test('the metrics that this file knows are there', () => {
  expect(OF_DEALS.flat().every((metric) => metricKeys.includes(metric))).toBe(true)
})
