import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldCohorts } from '#modules/cohorts/api.ts'
import { importApp, importing } from '../../testing-imports.ts'

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const has = existsSync(data)
const file = (name: string) => readFileSync(path.join(data, name))
const DAY_MS = 86_400_000

describe.skipIf(!has)('files of the field (../shared/data; skipped where that folder is missing)', () => {
  let app: Awaited<ReturnType<typeof importApp>>
  beforeAll(async () => {
    app = await importApp()
  })
  afterAll(() => app.close())

  async function office() {
    const company = await app.company({ currency: 'USD', timeZone: 'UTC' })
    const owner = await company.person({ role: 'owner' })
    return { api: app.as(owner), imports: importing(app, owner) }
  }
  const fold = async () => {
    while ((await app.gate.asServer((tx) => foldCohorts(tx, 100_000))) > 0);
  }

  test('CDNOW: 2,357 customers, 2,457 repeat purchases, 1,411 customers with none', async () => {
    const { api, imports } = await office()
    const [, ...lines] = file('cdnow-ltv/cdnow_customers_summary.csv').toString().trim().split(/\r?\n/)
    const ended = Date.parse('1997-09-30')
    // The file knows the first and the last purchase and how many lie between; these stand evenly.
    const purchases = lines.flatMap((line) => {
      const [id, repeats, recency, age] = line.split(',').map(Number) as [number, number, number, number]
      const first = ended - Math.round(age * 7) * DAY_MS
      return Array.from({ length: repeats + 1 }, (_, index) => {
        const day = new Date(first + Math.round((repeats === 0 ? 0 : index / repeats) * recency * 7) * DAY_MS)
        return `${id}-${index},Customer ${id},Won,${day.toISOString().slice(0, 10)},${day.toISOString().slice(0, 10)},10`
      })
    })
    const csv = ['Deal ID,Company,Stage,Created date,Close date,Amount', ...purchases].join('\n')
    const done = await imports.commit(await imports.check(await imports.upload('cdnow.csv', csv)))
    expect(done.result).toMatchObject({ create: 2_357 + 2_457, rejected: 0 })
    await fold()

    const cohorts = await api.cohorts.buyers({ until: '1997-09', months: 9 })
    expect(cohorts.total.clients).toBe(2_357)
    const orders = cohorts.total.cells.reduce((sum, cell) => sum + cell.orders, 0)
    expect(orders - cohorts.total.clients).toBe(2_457)
    expect((await api.segments.compute({})).clients).toBe(2_357)
    const { repeat, clients } = await api.segments.summary({})
    expect({ clients, again: Math.round((repeat.share ?? 0) * repeat.n) }).toEqual({
      clients: 2_357,
      again: 2_357 - 1_411,
    })
  }, 120_000)

  test('X Education: 9,240 leads, 3,561 converted; google and Google are one source; Select is empty', async () => {
    const { api, imports } = await office()
    const uploaded = await imports.upload('leads.csv', file('x-education-leads/Leads_9col.csv'))
    const column = (name: string) => {
      const found = uploaded.file?.columns.find(({ label }) => label === name)
      if (!found) throw new Error(`no column ${name}`)
      return found.index
    }
    const checked = await imports.check(uploaded, (mapping) => ({
      columns: [
        { column: column('ProspectID'), target: 'externalId' },
        { column: column('LeadSource'), target: 'source' },
        { column: column('Specialization'), target: 'custom' },
        { column: column('Converted'), target: 'stage' },
      ],
      stages: [
        { pipeline: '', value: '0', to: { name: 'Лид', meaning: 'open', position: 0 } },
        { pipeline: '', value: '1', to: { name: 'Успешно', meaning: 'won', position: 1 } },
      ],
      pipelines: mapping.pipelines,
    }))
    expect(checked.result).toMatchObject({ rows: 9_240, create: 9_240, rejected: 0 })
    expect(checked.result?.outcomes).toMatchObject({ won: { deals: 3_561 }, open: { deals: 5_679 } })
    expect(checked.result?.made.sources.filter((name) => name.toLowerCase() === 'google')).toEqual(['Google'])
    await imports.commit(checked)
    await fold()

    const cohort = await api.cohorts.leads({ months: 1 })
    expect(cohort.total).toMatchObject({ leads: 9_240, won: 3_561 })
    expect(cohort.total.conversion.share).toBeCloseTo(0.3854, 4)
    const { rows } = await api.sources.table({ period: cohort.until })
    const google = rows.find(({ name }) => name === 'Google')
    expect(google).toMatchObject({ leads: 2_869 + 5, spendMinor: null, cacPaidMinor: null })
    expect(rows.reduce((sum, row) => sum + row.won, 0)).toBe(3_561)
  }, 120_000)

  test('Olist: 8,000 leads, 842 won, 0.10525; paid search 195 of 1,586', async () => {
    const { api, imports } = await office()
    const leads = await imports.upload(
      'leads.csv',
      file('olist-marketing-funnel/olist_marketing_qualified_leads_dataset.csv'),
    )
    await imports.commit(
      await imports.check(leads, () => ({
        stages: [{ pipeline: '', value: '', to: { name: 'Лид', meaning: 'open', position: 0 } }],
      })),
    )
    const closed = file('olist-marketing-funnel/olist_closed_deals_dataset.csv')
    await imports.commit(await imports.check(await imports.upload('closed.csv', closed), () => ({ missing: 'skip' })))
    await fold()
    const cohort = await api.cohorts.leads({ until: '2018-11', months: 36, cut: 'source' })
    expect(cohort.total).toMatchObject({ leads: 8_000, won: 842 })
    expect(cohort.total.conversion.share).toBeCloseTo(0.10525, 5)
    expect(cohort.rows.find(({ label }) => label === 'paid_search')).toMatchObject({ leads: 1_586, won: 195 })
  }, 120_000)
})
