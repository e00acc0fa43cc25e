import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { businessMinutes } from '#core/calendar/business-time.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { testApp, type TestApp } from '../../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const NOW = '2026-11-21T09:00:00+03:00'
const ZONE = asTimeZone('Europe/Moscow')
const START = Date.parse('2026-08-01T00:00:00+03:00')

test('means by the calendar and in working time, and stuck deals, equal a naive count', async () => {
  const stays = fc.array(
    fc.record({
      begins: fc.nat(95 * 24 * 60),
      minutes: fc.integer({ min: 1, max: 30 * 24 * 60 }),
      goesOn: fc.boolean(),
    }),
    { minLength: 25, maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(stays, fc.constantFrom('calendar' as const, 'working' as const), async (given, clock) => {
      const company = await app.company()
      const owner = await company.person({ role: 'owner' })
      const { stages } = await company.pipeline(['Первый', 'Второй'])
      const [first = '', second = ''] = stages.map(({ id }) => id)
      const now = Date.parse(NOW)
      const made = given.map(({ begins, minutes, goesOn }) => {
        const from = START + begins * 60_000
        const to = from + minutes * 60_000
        return { from, to: goesOn || to > now ? null : to }
      })
      await company.deals(
        made.map(({ from, to }, index) => ({
          owner,
          amountMinor: index + 1,
          moves: [
            [first, new Date(from).toISOString()],
            ...(to === null ? [] : ([[second, new Date(to).toISOString()]] as const)),
          ],
        })),
      )
      const length = (from: number, to: number) =>
        clock === 'calendar'
          ? (to - from) / 1000
          : businessMinutes(new Date(from), new Date(to), russianCalendar, ZONE) * 60
      const { stages: shown } = await app.as(owner).funnel.distribution({ period: '2026', clock })
      const ended = made.flatMap(({ from, to }) => (to === null ? [] : [length(from, to)]))
      const line = shown[0]
      expect(line?.n).toBe(ended.length)
      expect(line?.open).toBe(made.length - ended.length)
      expect(line?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(ended.length)
      if (ended.length > 0) {
        const mean = ended.reduce((a, b) => a + b, 0) / ended.length
        expect(Math.abs((line?.meanSeconds ?? 0) - mean)).toBeLessThan(1)
      }
      const stuck = await app.as(owner).funnel.stuck({ clock })
      const usual = stuck.usual.find(({ stageId }) => stageId === first)?.seconds
      expect(usual === undefined).toBe(ended.length < 20)
      const late = made.flatMap(({ from, to }, index) =>
        usual !== undefined && to === null && length(from, now) > usual ? [index + 1] : [],
      )
      expect(stuck.n).toBe(late.length)
      expect(stuck.amountMinor).toBe(late.reduce((a, b) => a + b, 0))
      expect(stuck.rows.map(({ amountMinor }) => amountMinor)).toEqual(late.toSorted((a, b) => b - a))
    }),
    { numRuns: 12 },
  )
}, 300_000)

test('a stay over a weekend and a holiday: 5 days of the calendar, one working day', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const { stages } = await company.pipeline(['Первый', 'Второй'])
  const [first = '', second = ''] = stages.map(({ id }) => id)
  // 4 November 2026 is a holiday, 7 and 8 November a weekend; 3 November is an hour shorter.
  await company.deals([
    {
      owner,
      moves: [
        [first, '2026-11-06T12:00:00+03:00'],
        [second, '2026-11-09T12:00:00+03:00'],
      ],
    },
  ])
  const ask = async (clock: 'calendar' | 'working') =>
    (await app.as(owner).funnel.distribution({ period: '2026-11', clock })).stages[0]?.meanSeconds
  expect(await ask('calendar')).toBe(3 * 86_400)
  expect(await ask('working')).toBe(9 * 3600)
})
