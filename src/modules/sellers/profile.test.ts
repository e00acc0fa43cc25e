import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T12:00:00+03:00') })
})
afterAll(() => app.close())

const november = { period: '2026-11' }
const at = (day: string) => `2026-${day}T12:00:00+03:00`

/** Anna wins 6 of 24, each of the others 12 of 20. */
async function teamOf(others: number) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const north = await company.department('Север')
  const head = await company.person({ role: 'head', departmentId: north })
  const anna = await company.person({ name: 'Анна', managerId: head.id, departmentId: north })
  const colleagues = []
  for (let index = 0; index < others; index += 1) colleagues.push(await company.person({ name: `Коллега ${index}` }))
  const pipeline = await company.pipeline(['Новая'])
  const [fresh = ''] = pipeline.stages.map(({ id }) => id)
  const closed = (seller: typeof anna, won: number, n: number) =>
    Array.from({ length: n }, (_, index) => ({
      owner: seller,
      amountMinor: 100_00,
      moves: [
        [fresh, at('11-02')],
        [index < won ? pipeline.won : pipeline.lost, at('11-10')],
      ] as [string, string][],
    }))
  await company.deals([...closed(anna, 6, 24), ...colleagues.flatMap((one) => closed(one, 12, 20))])
  return { company, owner, head, anna, colleagues }
}

describe('a seller beside his colleagues', () => {
  test('figures with medians, a leak beyond chance in money, load and course', async () => {
    const { owner, anna } = await teamOf(5)
    const page = await app.as(owner).sellers.profile({ ...november, personId: anna.id })
    expect(page).toMatchObject({ person: { name: 'Анна', departmentName: 'Север' }, peers: 5 })
    const figure = (key: string) => page.figures.find((one) => one.key === key)
    expect(figure('winRate')).toMatchObject({ value: 0.25, n: 24, small: false, better: false })
    // The middle one of six: five have 0.6.
    expect(figure('winRate')?.peers).toBeCloseTo(0.6)
    expect(figure('winRateMoney')?.peers).toBeCloseTo(0.6)
    expect(figure('cycleMedian')?.peers).toBeCloseTo(8)
    expect(figure('sales')).toMatchObject({ value: 600_00, peers: 1_200_00 })
    const all = page.strengths.find(({ stageId }) => stageId === null)
    // (0.25 − 0.6) × 24 closed × 100 ₽ of a win.
    expect(all).toMatchObject({ verdict: 'leak', effectMinor: -840_00, others: { n: 100 } })
    expect(page.clients).toMatchObject({ salesMinor: 600_00, n: 0, top: { id: null, share: 1 } })
    expect(page.load.workedDays).toBe(14)
    expect(page.months.at(-1)).toMatchObject({ month: '2026-11', salesMinor: 600_00, closed: 24 })
    expect(page.months).toHaveLength(12)
    // He reads of himself where he works, though the department is not his to look at.
    const own = await app.as(anna).sellers.profile({ ...november, personId: anna.id })
    expect(own.person).toEqual(page.person)
  })

  test('with four colleagues nothing is told of them', async () => {
    const { owner, anna } = await teamOf(4)
    const page = await app.as(owner).sellers.profile({ ...november, personId: anna.id })
    expect(page.peers).toBe(0)
    expect(page.strengths.every(({ verdict, others }) => verdict === 'hidden' && others === null)).toBe(true)
  })

  test('a seller sees his own page with the same medians, and nobody else’s; another company’s is not there', async () => {
    const { anna, head, colleagues } = await teamOf(5)
    const page = await app.as(anna).sellers.profile({ ...november, personId: anna.id })
    expect(page.figures.find(({ key }) => key === 'winRate')?.peers).toBeCloseTo(0.6)
    expect(page.strengths.find(({ stageId }) => stageId === null)?.verdict).toBe('leak')
    const [other] = colleagues
    for (const person of [anna, head])
      await expect(app.as(person).sellers.profile({ ...november, personId: other?.id ?? '' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    const stranger = await (await app.company()).person({ role: 'owner' })
    await expect(app.as(stranger).sellers.profile({ ...november, personId: anna.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('HR and administrators see none', async () => {
    const { company, anna } = await teamOf(1)
    for (const role of ['hr', 'admin'])
      await expect(
        app.as(await company.person({ role })).sellers.profile({ ...november, personId: anna.id }),
      ).rejects.toMatchObject({ status: 403 })
  })
})
