import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tryToWriteAlone } from '#core/db/write-alone.ts'
import { testApp, type TestApp } from '../../testing.ts'
import { checkedFacts } from './service/facts-check.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  await app.jobs.start()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Собственник' })
  const seller = await company.person({ name: 'Анна' })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  await company.deals(
    Array.from({ length: 12 }, (_, place) => ({
      owner: seller,
      amountMinor: (place + 1) * 1_000_00,
      moves: [
        [pipeline.stage('Новая'), `2026-11-0${(place % 9) + 1}T09:00:00+03:00`],
        [place % 3 === 0 ? pipeline.lost : pipeline.won, `2026-11-1${place % 9}T09:00:00+03:00`],
      ] as const,
    })),
  )
  const client = await app
    .as(owner)
    .clients.addCompany({ name: 'ООО «Ромашка»', industry: 'Торговля', region: 'Москва' })
  return { company, owner, seller, pipeline, client }
}

/** The last check, when it has ended. */
async function ended(owner: Parameters<TestApp['as']>[0]) {
  const facts = () => app.as(owner).metrics.facts({})
  await expect.poll(async () => (await facts()).state, { timeout: 30_000 }).not.toBe('running')
  return facts()
}

describe('a check of the facts', () => {
  test('finds nothing where nothing was spoilt', async () => {
    const { owner } = await office()
    expect(await app.as(owner).metrics.facts({})).toMatchObject({ state: 'never' })
    await app.as(owner).metrics.checkFacts({})
    const check = await ended(owner)
    expect(check).toMatchObject({ state: 'done', done: 12, total: 12 })
    expect(check.differences.every(({ missing, wrong }) => missing + wrong === 0)).toBe(true)
  })

  test('comes through while waiting cells are being taken in: it lets that end before it makes anybody wait', async () => {
    const { company, owner } = await office()
    await app.gate.asServer(async (tx) => {
      // As cohorts_fold holds them.
      expect(await tryToWriteAlone(tx, { workspaceId: company.id, rows: 'cohorts_fold' })).toBe(true)
      await app.as(owner).metrics.checkFacts({})
      const waits = sql`select from pg_locks where locktype = 'advisory' and not granted`
      await expect.poll(async () => (await waits.execute(tx)).rows.length, { timeout: 30_000 }).toBe(1)
      await sql`lock table total_deltas in row exclusive mode`.execute(tx)
    })
    expect(await ended(owner)).toMatchObject({ state: 'done', done: 12 })
  })

  test('says how many rows of which table differed, and mends them', async () => {
    const { company, owner } = await office()
    const figures = () =>
      app.as(owner).metrics.figures({
        metrics: ['sales', 'won', 'winRate', 'cycleMedian'],
        period: '2026-11',
        dimensions: ['seller'],
      })
    const right = await figures()
    await sql`update bookings set base_minor = base_minor + 1 where workspace_id = ${company.id}::uuid and n = 1 and base_minor < 300000`.execute(
      app.database,
    )
    await sql`delete from deal_reach where workspace_id = ${company.id}::uuid and outcome = 'lost'`.execute(
      app.database,
    )
    await sql`insert into total_deltas select workspace_id, 'booked', '2026-11-05', owner_id, pipeline_id, nil_uuid(), 0, 1, 777
      from deals where workspace_id = ${company.id}::uuid limit 1`.execute(app.database)
    expect(await figures()).not.toEqual(right)
    await app.as(owner).metrics.checkFacts({})
    const { differences } = await ended(owner)
    expect(Object.fromEntries(differences.map(({ table, missing, wrong }) => [table, [missing, wrong]]))).toMatchObject(
      {
        stage_stays: [0, 0],
        deal_reach: [4, 0],
        bookings: [1, 1],
      },
    )
    expect(await figures()).toEqual(right)
  })

  test('is for owner and administrator, one at a time', async () => {
    const { company, owner, seller } = await office()
    await expect(app.as(seller).metrics.checkFacts({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(seller).metrics.facts({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await sql`insert into metrics_checks (workspace_id) values (${company.id}::uuid)`.execute(app.database)
    await expect(app.as(owner).metrics.checkFacts({})).rejects.toMatchObject({ code: 'FACTS_CHECK_RUNS' })
  })
})

describe('a change', () => {
  test('of any kind is in the next answer', async () => {
    const { owner, seller, pipeline, client } = await office()
    const ask = app.as(owner)
    const now = async (dimension: string) => {
      const { rows, total } = await ask.metrics.figures({
        metrics: ['sales', 'won', 'created', 'openPipeline', 'newClients'],
        period: '2026-11',
        dimensions: [dimension],
      })
      return { rows: new Map(rows.map((row) => [row.keys[0], row.figures])), total }
    }
    const before = await now('industry')
    const deal = await ask.deals.create({
      title: 'Новая',
      amountMinor: 500_00,
      ownerId: seller.id,
      companyId: client.id,
    })
    expect((await now('industry')).rows.get('Торговля')).toMatchObject({
      created: { value: 1 },
      openPipeline: { value: 500_00 },
    })
    const { deal: won } = await ask.deals.move({ id: deal.id, stageId: pipeline.won })
    const after = await now('industry')
    expect(after.rows.get('Торговля')).toMatchObject({
      sales: { value: 500_00 },
      newClients: { value: 1 },
      openPipeline: { value: 0 },
    })
    expect(after.total.sales?.value).toBe((before.total.sales?.value ?? 0) + 500_00)
    expect((await now('clientKind')).rows.get('new')).toMatchObject({ sales: { value: 500_00 } })
    // The amount of a won deal is corrected; the client changes its industry; another deal of it is no new client's.
    await ask.deals.edit({ id: deal.id, version: won.version, changes: { amountMinor: 700_00 } })
    await ask.clients.editCompany({ id: client.id, version: 1, industry: 'Стройка' })
    expect((await now('industry')).rows.get('Стройка')).toMatchObject({ sales: { value: 700_00 } })
    const second = await ask.deals.create({
      title: 'Ещё',
      amountMinor: 900_00,
      ownerId: seller.id,
      companyId: client.id,
    })
    await ask.deals.move({ id: second.id, stageId: pipeline.won })
    const kinds = await now('clientKind')
    expect(kinds.rows.get('new')).toMatchObject({ sales: { value: 700_00 }, newClients: { value: 1 } })
    expect(kinds.rows.get('existing')).toMatchObject({ sales: { value: 900_00 }, newClients: { value: 0 } })
    // All of it is what the log gives.
    const { rows } = await sql<{
      id: string
    }>`insert into metrics_checks (workspace_id) values (${owner.workspaceId}::uuid) returning id`.execute(app.database)
    const check = { workspaceId: owner.workspaceId, checkId: rows[0]?.id ?? '' }
    const { differences } = await checkedFacts(app.gate, check, app.services.clock.now())
    expect(differences.filter(({ missing, wrong }) => missing + wrong > 0)).toEqual([])
  })
})
