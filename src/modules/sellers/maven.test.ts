/** The figures of the public Maven CRM data set, from the file's rows to the screens' answers. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDeal, type TestPerson } from '../../testing.ts'

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/maven-crm-sales')
const isThere = existsSync(folder)
if (!isThere) console.warn('skipped: the Maven data set is not beside the repository')

const rowsOf = (file: string) =>
  parse(readFileSync(path.join(folder, file)), { columns: true }) as Record<string, string>[]

describe.skipIf(!isThere)('the Maven data set', () => {
  let app: TestApp
  let owner: TestPerson
  const all = { period: '2016-01-01..2018-12-31' }

  beforeAll(async () => {
    app = await testApp()
    const company = await app.company({ timeZone: 'UTC', currency: 'USD' })
    owner = await company.person({ role: 'owner', name: 'Owner' })
    const pipeline = await company.pipeline(['Prospecting', 'Engaging'])
    const regions = new Map<string, string>()
    const agents = new Map<string, TestPerson>()
    for (const { sales_agent: name = '', regional_office: region = '' } of rowsOf('sales_teams.csv')) {
      if (!regions.has(region)) regions.set(region, await company.department(region))
      agents.set(name, await company.person({ name, departmentId: regions.get(region) ?? '' }))
    }
    const stageIds: Record<string, string> = {
      Won: pipeline.won,
      Lost: pipeline.lost,
      Prospecting: pipeline.stage('Prospecting'),
      Engaging: pipeline.stage('Engaging'),
    }
    const deals = rowsOf('sales_pipeline.csv').map((row): TestDeal => {
      const created = `${row['engage_date'] || '2017-10-01'}T12:00:00Z`
      const closed = row['close_date'] && `${row['close_date']}T12:00:00Z`
      const unknown = { certain: false, pipelineId: pipeline.id }
      const stage = stageIds[row['deal_stage'] ?? ''] ?? ''
      return {
        title: row['opportunity_id'] ?? '',
        owner: agents.get(row['sales_agent'] ?? '') ?? null,
        amountMinor: Math.round(Number(row['close_value'] || 0) * 100),
        moves: closed
          ? [
              [null, created, unknown],
              [stage, closed, { certain: true }],
            ]
          : [[stage, created, { certain: false }]],
      }
    })
    for (let from = 0; from < deals.length; from += 2000) await company.deals(deals.slice(from, from + 2000))
  }, 60_000)
  afterAll(() => app?.close())

  test('won, lost, open, win rate, overall conversion', async () => {
    const { snapshot, happened, cohort } = await app.as(owner).funnel.view(all)
    expect([snapshot.won.n, snapshot.lost.n, snapshot.open.n]).toEqual([4238, 2473, 2089])
    expect(snapshot.overall.share).toBeCloseTo(0.4816, 4)
    expect(happened.winRate.share).toBeCloseTo(0.6315, 4)
    expect(happened.won.amountMinor).toBe(10_005_534_00)
    expect([cohort.created.n, cohort.withoutHistory]).toEqual([8800, 8800])
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([0, 0])
  })

  test('days to a win', async () => {
    const { medianSeconds, meanSeconds, n } = await app.as(owner).funnel.cycle(all)
    expect(n).toBe(4238)
    expect((medianSeconds ?? 0) / 86_400).toBe(57)
    expect((meanSeconds ?? 0) / 86_400).toBeCloseTo(51.78, 2)
  })

  test('quarters of 2017 by close date', async () => {
    const quarters = await Promise.all(
      [1, 2, 3, 4].map((quarter) => app.as(owner).sellers.table({ period: `2017-Q${quarter}` })),
    )
    expect(quarters.map(({ rows }) => (rows[0]?.salesMinor ?? 0) / 100)).toEqual([
      1_134_672, 3_086_111, 2_982_255, 2_802_496,
    ])
  })

  test('Darcel Schlecht, the region West and the average check', async () => {
    const { rows } = await app.as(owner).sellers.table(all)
    const row = (name: string) => rows.find((one) => one.name === name)
    expect(row('Darcel Schlecht')).toMatchObject({ won: 349, lost: 204, salesMinor: 1_153_214_00 })
    expect(row('West')?.salesMinor).toBe(3_568_647_00)
    expect(rows[0]?.averageCheckMinor).toBe(2360_91)
  })
})
