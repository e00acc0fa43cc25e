import { afterAll, beforeAll, expect, test } from 'vitest'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const has = existsSync(data)
const file = (name: string) => readFileSync(path.join(data, name))

test.skipIf(!has)(
  'Maven (../shared/data; skipped where that folder is missing): the funnel and losses give the known figures',
  async () => {
    const company = await app.company({ currency: 'USD', timeZone: 'America/New_York' })
    const owner = await company.person({ role: 'owner' })
    const imports = importing(app, owner)
    await imports.commit(
      await imports.check(await imports.upload('sales_pipeline.csv', file('maven-crm-sales/sales_pipeline.csv'))),
    )
    const api = app.as(owner)
    const view = await api.funnel.view({ period: '2017' })
    expect(view.snapshot).toMatchObject({
      all: { n: 8800 },
      open: { n: 2089 },
      won: { n: 4238, amountMinor: 1_000_553_400 },
      lost: { n: 2473 },
    })
    expect(view.snapshot.overall.share).toBeCloseTo(0.4816, 4)
    expect(view.happened.winRate.share).toBeCloseTo(0.6315, 4)
    expect(view.happened.won).toEqual({ n: 4238, amountMinor: 1_000_553_400 })
    const quarters = await Promise.all(
      ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4'].map(
        async (period) => (await api.funnel.view({ period })).happened.won.amountMinor / 100,
      ),
    )
    expect(quarters).toEqual([1_134_672, 3_086_111, 2_982_255, 2_802_496])
    const cycle = await api.funnel.cycle({ period: '2017' })
    expect([cycle.n, (cycle.medianSeconds ?? 0) / 86_400]).toEqual([4238, 57])
    const losses = await api.losses.view({ period: '2017' })
    expect([losses.lost.n, losses.won.n]).toEqual([2473, 4238])
    expect(losses.winRate.share).toBeCloseTo(0.6315, 4)
    expect(losses.sellers.find(({ name }) => name === 'Darcel Schlecht')?.n).toBe(204)
    // No history of stages: nobody knows the ways, and the map says so.
    const map = await api.process.map({ period: '2017' })
    expect(map.deals.n).toBe(0)
  },
  120_000,
)

test.skipIf(!has)(
  'Olist (../shared/data; skipped where that folder is missing): leads, wins and a source on the funnel',
  async () => {
    const company = await app.company({ currency: 'BRL', timeZone: 'America/Sao_Paulo' })
    const owner = await company.person({ role: 'owner' })
    const imports = importing(app, owner)
    const names = {
      mql: 'olist-marketing-funnel/olist_marketing_qualified_leads_dataset.csv',
      closed: 'olist-marketing-funnel/olist_closed_deals_dataset.csv',
    }
    await imports.commit(
      await imports.check(await imports.upload('leads.csv', file(names.mql)), () => ({
        stages: [{ pipeline: '', value: '', to: { name: 'Лид', meaning: 'open' as const, position: 0 } }],
      })),
    )
    await imports.commit(
      await imports.check(await imports.upload('closed.csv', file(names.closed)), () => ({ missing: 'skip' as const })),
    )
    const api = app.as(owner)
    const view = await api.funnel.view({ period: '2017-01-01..2018-12-31' })
    expect(view.snapshot).toMatchObject({ all: { n: 8000 }, won: { n: 842 } })
    expect(view.cohort.conversion.share).toBeCloseTo(0.10525, 5)
    const { sources } = await api.funnel.choices({})
    const paid = sources.find(({ name }) => name === 'paid_search')?.id ?? ''
    const ofPaid = await api.funnel.view({ period: '2017-01-01..2018-12-31', sourceIds: [paid] })
    expect([ofPaid.cohort.won.n, ofPaid.cohort.created.n]).toEqual([195, 1586])
    const cycle = await api.funnel.cycle({ period: '2017-01-01..2018-12-31' })
    expect([cycle.n, Math.floor((cycle.medianSeconds ?? 0) / 86_400), cycle.negative]).toEqual([842, 14, 1])
  },
  120_000,
)
