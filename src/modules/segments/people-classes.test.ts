import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type Day } from '#core/calendar/day.ts'
import { addMonthsToDay } from '#core/calendar/month.ts'
import { rateOf } from '#core/statistics/rate.ts'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'
import { classSums, summaryOf } from './calc/summary.ts'
import { YEAR } from './service/compute.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const FIRMS = 5
const sales = fc.array(
  fc.record({ by: fc.nat(2), to: fc.nat(FIRMS - 1), daysAgo: fc.integer({ min: 1, max: 800 }), thousands: fc.nat(90) }),
  { maxLength: 14 },
)

test('clients of people are summed up by class as they are one by one, with the money of these people alone', async () => {
  await fc.assert(
    fc.asyncProperty(sales, async (given) => {
      const company = await app.company()
      const owner = await company.person({ role: 'owner' })
      const head = await company.person({ role: 'head', managerId: owner.id })
      const people = [
        await company.person({ managerId: head.id }),
        await company.person({ managerId: head.id }),
        await company.person({ managerId: owner.id }),
      ]
      const pipeline = await company.pipeline(['Новая'])
      const firms: string[] = []
      for (let number = 0; number < FIRMS; number++) {
        const name = `Фирма ${number}`
        const row = { workspace_id: company.id, name, name_key: name, owner_id: people[number % 3]?.id ?? null }
        const made = await app.database.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()
        firms.push(made.id)
      }
      const today = '2026-11-22' as Day
      const dayOf = ({ daysAgo }: (typeof given)[number]) => addDays(today, -daysAgo)
      const deals = await company.deals(
        given.map((sale): TestDeal => ({
          owner: people[sale.by] ?? null,
          amountMinor: sale.thousands * 1000_00,
          moves: [
            [pipeline.stage('Новая'), `${dayOf(sale)}T09:00:00+03:00`],
            [pipeline.won, `${dayOf(sale)}T12:00:00+03:00`],
          ],
        })),
      )
      for (const [index, { to }] of given.entries())
        await app.database
          .updateTable('deals')
          .set({ company_id: firms[to] ?? null })
          .where('id', '=', deals[index] ?? '')
          .execute()
      await app.as(owner).segments.compute({})

      const { rows } = await app.as(head).segments.clients({})
      for (const row of rows) expect((await app.as(head).segments.client({ id: row.id })).client).toEqual(row)
      const since = `${addMonthsToDay(today, -12).slice(0, 7)}-01`
      for (const { id, recentMinor } of rows) {
        const own = given.filter((sale) => firms[sale.to] === id && sale.by < 2 && dayOf(sale) >= since)
        expect(recentMinor).toBe(own.reduce((sum, { thousands }) => sum + thousands * 1000_00, 0))
      }
      const bySilence = (await app.as(head).segments.clients({ sort: 'silence' })).rows
      expect(bySilence.map(({ silentDays }) => silentDays)).toEqual(
        rows.map(({ silentDays }) => silentDays).toSorted((a, b) => b - a),
      )

      const lostOn = new Map(
        (await app.database.selectFrom('segments_figures').select(['client_id', 'lost_on']).execute()).map((one) => [
          one.client_id,
          one.lost_on as Day | null,
        ]),
      )
      const expected = summaryOf(
        classSums(
          rows.map((row) => ({ ...row, firstOn: row.firstOn as Day, lostOn: lostOn.get(row.id) ?? null })),
          addMonthsToDay(today, -YEAR),
          today,
        ),
      )
      const shown = await app.as(head).segments.summary({})
      expect(shown).toMatchObject({ clients: expected.clients, recentMinor: expected.recentMinor })
      expect(shown.repeat).toEqual(rateOf(expected.repeated, expected.clients))
      expect(shown.churn).toEqual(rateOf(expected.churn.lost, expected.churn.active))
      expect(shown.concentration).toEqual(expected.concentration)
      for (const cell of shown.cells) {
        const own = rows.filter(({ abc, xyz }) => abc === cell.abc && xyz === cell.xyz)
        expect(cell).toMatchObject({
          clients: own.length,
          recentMinor: own.reduce((sum, one) => sum + one.recentMinor, 0),
        })
      }
    }),
    { numRuns: 8 },
  )
}, 180_000)
