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

/** Two sellers of two departments; Anna won 300 in November and 100 in October, Oleg 500 in November. */
async function companyWithSales() {
  const company = await app.company()
  const [owner, director] = [
    await company.person({ role: 'owner' }),
    await company.person({ role: 'director', name: 'Директор' }),
  ]
  const [north, south] = [await company.department('Север'), await company.department('Юг')]
  const head = await company.person({ role: 'head', departmentId: north })
  const anna = await company.person({ name: 'Анна', managerId: head.id, departmentId: north })
  const oleg = await company.person({ name: 'Олег', departmentId: south })
  const pipeline = await company.pipeline(['Новая'])
  const [fresh = ''] = pipeline.stages.map(({ id }) => id)
  const sale = (seller: { id: string }, amountMinor: number, day: string) => ({
    owner: seller as never,
    amountMinor,
    moves: [
      [fresh, at(day)],
      [pipeline.won, at(day)],
    ] as [string, string][],
  })
  await company.deals([sale(anna, 300_00, '11-05'), sale(anna, 100_00, '10-06'), sale(oleg, 500_00, '11-07')])
  return { company, owner, director, head, anna, oleg, north, south }
}

const tileOf = <Tile extends { key: string }>(board: { tiles: Tile[] }, key: string) =>
  board.tiles.find((tile) => tile.key === key)

describe('the board', () => {
  test('a figure stands beside that of the period before, with the course of twelve months', async () => {
    const { owner } = await companyWithSales()
    const board = await app.as(owner).kpi.board(november)
    expect(board.role).toBe('owner')
    expect(board.compared).toEqual({ start: '2026-10-01', end: '2026-10-21' })
    const sales = tileOf(board, 'sales')
    expect(sales).toMatchObject({ value: 800_00, compared: 100_00, change: 7, better: true, tone: null })
    const { rows } = await app.as(owner).kpi.courses(november)
    const course = rows.find(({ key }) => key === 'sales')?.points
    expect(course).toHaveLength(12)
    expect(course?.slice(-2)).toEqual([
      { period: '2026-10', value: 100_00 },
      { period: '2026-11', value: 800_00 },
    ])
    expect(tileOf(board, 'csat')).toMatchObject({ value: null, missing: 'noSurvey' })
  })

  test('everybody sees his own scope: a head his people, a seller himself, a department alone', async () => {
    const { owner, head, anna, south } = await companyWithSales()
    const sales = async (board: Promise<{ tiles: { key: string; value: number | null }[] }>) =>
      tileOf(await board, 'sales')?.value
    expect(await sales(app.as(head).kpi.board(november))).toBe(300_00)
    expect(await sales(app.as(anna).kpi.board(november))).toBe(300_00)
    expect(await sales(app.as(owner).kpi.board({ ...november, departmentId: south }))).toBe(500_00)
  })

  test('strangers, HR and administrators have none; another company has its own', async () => {
    const { company } = await companyWithSales()
    await expect(app.stranger.kpi.board(november)).rejects.toMatchObject({ status: 401 })
    for (const role of ['hr', 'admin'])
      await expect(app.as(await company.person({ role })).kpi.board(november)).rejects.toMatchObject({ status: 403 })
    const elsewhere = await app.company()
    const board = await app.as(await elsewhere.person({ role: 'owner' })).kpi.board(november)
    expect(tileOf(board, 'sales')?.value ?? 0).toBe(0)
    expect(tileOf(board, 'winRate')?.value).toBeNull()
  })
})

describe('arranging', () => {
  test('owner and director say what a role sees; a head sees his role’s board and may not change it', async () => {
    const { owner, head } = await companyWithSales()
    const tiles = ['won', 'sales']
    await app.as(owner).kpi.arrange({ role: 'head', tiles, version: 0 })
    const board = await app.as(head).kpi.board(november)
    expect(board.tiles.map(({ key }) => key)).toEqual(tiles)
    expect(board.may).toEqual({ arrange: false, setThresholds: false })
    expect(board.others).not.toContain('won')
    await expect(app.as(head).kpi.arrange({ role: 'head', tiles, version: 1 })).rejects.toMatchObject({ status: 403 })
    await expect(app.as(head).kpi.board({ ...november, role: 'owner' })).rejects.toMatchObject({ status: 403 })
  })

  test('of two who arrange at once the second is told by whom it was changed', async () => {
    const { owner, director } = await companyWithSales()
    await app.as(director).kpi.arrange({ role: 'owner', tiles: ['sales'], version: 0 })
    await expect(app.as(owner).kpi.arrange({ role: 'owner', tiles: ['won'], version: 0 })).rejects.toMatchObject({
      code: 'BOARD_CHANGED',
      data: { by: 'Директор', version: 1 },
    })
    await app.as(owner).kpi.arrange({ role: 'owner', tiles: ['won'], version: 1 })
    expect((await app.as(owner).kpi.board(november)).version).toBe(2)
  })

  test('a figure that is none, or stands twice, is refused by name', async () => {
    const { owner } = await companyWithSales()
    const arrange = (tiles: string[]) => app.as(owner).kpi.arrange({ role: 'owner', tiles, version: 0 })
    await expect(arrange(['profit'])).rejects.toMatchObject({ code: 'METRIC_UNKNOWN', data: { metric: 'profit' } })
    await expect(arrange(['won', 'won'])).rejects.toMatchObject({ code: 'TILES_TWICE', data: { metric: 'won' } })
  })
})

describe('thresholds', () => {
  test('borders of a sum are scaled to the working days that have passed', async () => {
    const { owner } = await companyWithSales()
    await app.as(owner).kpi.setThreshold({ metric: 'sales', good: 2_000_00, bad: 1_000_00, version: 0 })
    const november20 = tileOf(await app.as(owner).kpi.board(november), 'sales')
    // 14 of 20 working days of November 2026 by the twentieth: bad below 700.
    expect(november20?.borders?.bad).toBeCloseTo(700_00, 0)
    expect(november20?.tone).toBe('behind')
    const october = tileOf(await app.as(owner).kpi.board({ period: '2026-10' }), 'sales')
    expect(october).toMatchObject({ borders: { good: 2_000_00, bad: 1_000_00 }, tone: 'bad' })
  })

  test('half a pair, a reversed pair, an old version, and a head are refused; two nulls take them away', async () => {
    const { owner, head } = await companyWithSales()
    const set = (borders: { good: number | null; bad: number | null }, version = 0, metric = 'winRate') =>
      app.as(owner).kpi.setThreshold({ metric, ...borders, version })
    await expect(set({ good: 0.3, bad: null })).rejects.toMatchObject({ code: 'THRESHOLD_HALF' })
    await expect(set({ good: 0.1, bad: 0.3 })).rejects.toMatchObject({ code: 'THRESHOLD_REVERSED' })
    await expect(set({ good: 30, bad: 10 }, 0, 'cycleMedian')).rejects.toMatchObject({ code: 'THRESHOLD_REVERSED' })
    await set({ good: 0.3, bad: 0.1 })
    await expect(set({ good: 0.4, bad: 0.1 })).rejects.toMatchObject({ code: 'THRESHOLD_CHANGED' })
    await expect(app.as(head).kpi.setThreshold({ metric: 'won', good: 2, bad: 1, version: 0 })).rejects.toMatchObject({
      status: 403,
    })
    expect(await set({ good: null, bad: null }, 1)).toEqual({ metric: 'winRate', threshold: null })
    expect(tileOf(await app.as(owner).kpi.board(november), 'winRate')?.threshold).toBeNull()
  })
})
