import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp, type TestApp } from '../../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T12:00:00+03:00') })
})
afterAll(() => app.close())

const PERIODS = [
  ['2026-09-01', '2026-09-22'],
  ['2026-09-20', '2026-09-30'],
  ['2026-09-02', '2026-09-29'],
  ['2026-09-05', '2026-10-20'],
  ['2026-08-25', '2026-10-05'],
] as const

/** The 25th of August and so many days more. */
const dayAt = (place: number) =>
  new Date(Date.parse('2026-08-25') + ((place * 17) % 60) * 86_400_000).toISOString().slice(0, 10)

test('a cohort of a part of months counts the deals of its days, whoever asks and whatever is folded', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const sellers = [
    await company.person({ managerId: head.id }),
    await company.person({ managerId: head.id }),
    await company.person(),
  ]
  const pipeline = await company.pipeline(['Новая'])
  const [fresh = ''] = pipeline.stages.map(({ id }) => id)
  const given = Array.from({ length: 120 }, (_, place) => ({
    seller: place % 3,
    day: dayAt(place),
    end: ['open', 'won', 'lost', 'won'][(place * 7) % 4] as 'open' | 'won' | 'lost',
  }))
  const made = async (some: typeof given) =>
    company.deals(
      some.map(({ seller, day, end }) => {
        const at = `${day}T10:00:00+03:00`
        const moves: [string, string][] = [[fresh, at]]
        if (end !== 'open') moves.push([pipeline[end], '2026-11-10T10:00:00+03:00'])
        return { owner: sellers[seller] ?? null, amountMinor: 100_00, createdAt: at, moves }
      }),
    )
  await made(given.slice(0, 80))
  await sql`select fold_totals(${company.id}::uuid, 100000)`.execute(app.database)
  await made(given.slice(80))
  for (const [from, to] of PERIODS) {
    for (const who of [owner, head]) {
      const own = given.filter(({ seller, day }) => from <= day && day <= to && (who === owner || seller < 2))
      const shareOf = (end: string) => own.filter((deal) => deal.end === end).length / own.length
      const period = `${from}..${to}`
      const { total } = await app.as(who).metrics.figures({ metrics: ['cohortConversion', 'cohortOpen'], period })
      const { cohortConversion, cohortOpen } = total
      expect([cohortConversion?.n, cohortConversion?.value, cohortOpen?.value], period).toEqual([
        own.length,
        shareOf('won'),
        shareOf('open'),
      ])
    }
  }
})
