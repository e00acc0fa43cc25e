import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { businessMinutes } from '#core/calendar/business-time.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { actorOf } from '#modules/auth/api.ts'
import { testApp, type TestApp, type TestPerson } from '../../../testing.ts'

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

test('a deal that was handed over stands on its stage as the deal of whoever has it now', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const other = await company.person({ role: 'head', name: 'Чужой' })
  const anna = await company.person({ name: 'Анна', managerId: other.id })
  const boris = await company.person({ name: 'Борис', managerId: head.id })
  const { stages } = await company.pipeline(['Первый', 'Второй'])
  const [first = '', second = ''] = stages.map(({ id }) => id)
  const quick = Array.from({ length: 25 }, (_, index) => {
    const from = START + index * 3_600_000
    return [
      [first, new Date(from).toISOString()],
      [second, new Date(from + 3_600_000).toISOString()],
    ] as const
  })
  // What is usual is told to everybody by stays of his own.
  await company.deals([anna, boris].flatMap((person) => quick.map((moves) => ({ owner: person, moves }))))
  const [id = ''] = await company.deals([
    { owner: anna, amountMinor: 700_00, moves: [[first, '2026-10-01T12:00:00+03:00']] },
  ])
  const stands = async (person: TestPerson, clock: 'calendar' | 'working', sellerIds?: string[]) => {
    const ask = app.as(person).funnel
    const asked = sellerIds ? { sellerIds } : {}
    const { rows } = await ask.stuck({ ...asked, clock })
    const { stages: ongoing } = await ask.ongoing(asked)
    const { stages: lines } = await ask.distribution({ ...asked, period: '2026', clock })
    const behind = await ask.deals({ ...asked, period: '2026', figure: 'ongoing_stage', stageId: first })
    expect([ongoing[0]?.n, lines[0]?.open, behind.rows.length]).toEqual([rows.length, rows.length, rows.length])
    expect(behind.rows.map(({ ownerName }) => ownerName)).toEqual(rows.map(({ ownerName }) => ownerName))
    return rows.map(({ dealId, ownerName, amountMinor }) => [dealId, ownerName, amountMinor])
  }
  for (const clock of ['calendar', 'working'] as const)
    expect([await stands(anna, clock), await stands(other, clock), await stands(boris, clock)]).toEqual([
      [[id, 'Анна', 700_00]],
      [[id, 'Анна', 700_00]],
      [],
    ])
  const { version } = await app.as(owner).deals.get({ id })
  await app.as(owner).deals.edit({ id, version, changes: { ownerId: boris.id } })
  const ofBoris = [[id, 'Борис', 700_00]]
  for (const clock of ['calendar', 'working'] as const) {
    for (const person of [boris, head, owner]) expect(await stands(person, clock)).toEqual(ofBoris)
    for (const person of [anna, other]) expect(await stands(person, clock)).toEqual([])
    expect(await stands(owner, clock, [boris.id])).toEqual(ofBoris)
    expect(await stands(owner, clock, [anna.id])).toEqual([])
  }
  // The function that finds them gives nobody more than his lists do.
  const stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  const found = async (person: TestPerson) => {
    const actor = await actorOf(app.gate, person.id)
    if (!actor) throw new Error('no actor')
    return app.gate.as(actor, async (tx) => {
      const people = [anna.id, boris.id, '00000000-0000-0000-0000-000000000000']
      return (await sql`select deal_id from open_stays(${[first, second]}::uuid[], ${people}::uuid[])`.execute(tx)).rows
        .length
    })
  }
  expect([await found(owner), await found(head), await found(other), await found(stranger)]).toEqual([51, 26, 25, 0])
})
