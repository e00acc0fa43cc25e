import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const november = { period: '2026-11' }
const at = (day: string) => `2026-${day}T12:00:00+03:00`

async function teamOf() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const south = await company.department('Юг')
  const rostov = await company.department('Ростов', south)
  const head = await company.person({ role: 'head', name: 'Глава', departmentId: south })
  const anna = await company.person({ name: 'Анна', managerId: head.id, departmentId: rostov })
  const oleg = await company.person({ name: 'Олег', managerId: head.id, departmentId: south })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const [fresh = '', offer = ''] = pipeline.stages.map((stage) => stage.id)
  await company.deals([
    {
      owner: anna,
      amountMinor: 300_00,
      moves: [
        [fresh, at('11-01')],
        [pipeline.won, at('11-05')],
      ],
    },
    {
      owner: anna,
      amountMinor: 100_00,
      moves: [
        [fresh, at('11-01')],
        [pipeline.won, at('11-03')],
      ],
    },
    {
      owner: anna,
      amountMinor: 0,
      moves: [
        [fresh, at('10-01')],
        [pipeline.won, at('11-04')],
      ],
    },
    {
      owner: anna,
      amountMinor: 50_00,
      moves: [
        [fresh, at('11-02')],
        [pipeline.lost, at('11-06')],
      ],
    },
    {
      owner: oleg,
      amountMinor: 500_00,
      moves: [
        [fresh, at('11-02')],
        [offer, at('11-06')],
      ],
    },
    { owner: null, amountMinor: 70_00, moves: [[fresh, at('11-02')]] },
  ])
  return { company, owner, head, anna, oleg, south, pipeline, fresh, offer }
}

const byName = <Row extends { name: string }>(rows: readonly Row[], name: string) =>
  rows.find((row) => row.name === name)

describe('sellers', () => {
  test('a seller, his department, the one above it and the company', async () => {
    const { owner } = await teamOf()
    const { rows } = await app.as(owner).sellers.table(november)
    const anna = { created: 3, won: 3, lost: 1, salesMinor: 400_00, averageCheckMinor: 133_33, open: { n: 0 } }
    expect(byName(rows, 'Анна')).toMatchObject({ ...anna, winRate: { share: 0.75, n: 4, small: true } })
    expect(byName(rows, 'Ростов')).toMatchObject(anna)
    expect(byName(rows, 'Юг')).toMatchObject({ created: 4, salesMinor: 400_00, open: { n: 1, amountMinor: 500_00 } })
    expect(rows[0]).toMatchObject({
      level: 'company',
      created: 5,
      salesMinor: 400_00,
      open: { n: 2, amountMinor: 570_00 },
    })
    expect(byName(rows, 'Без ответственного')).toMatchObject({ created: 1, open: { n: 1 } })
  })

  test('medians are of the deals and not of the sellers; deals without an amount are counted and reported', async () => {
    const { owner, anna, south } = await teamOf()
    const { rows } = await app.as(owner).sellers.medians(november)
    const of = (id: string) => rows.find((row) => row.subjectId === id)
    expect(of(anna.id)).toMatchObject({
      n: 3,
      checkMinor: 100_00,
      cycleSeconds: 4 * 86_400,
      withoutAmount: 1,
      small: true,
    })
    expect(of(south)).toMatchObject({ n: 3, checkMinor: 100_00 })
  })

  test('whole months and single days give the same', async () => {
    const { owner } = await teamOf()
    const ask = app.as(owner).sellers
    const { rows } = await ask.table({ period: '2026-10-31..2026-11-30' })
    const whole = await ask.table(november)
    expect(rows).toEqual(whole.rows)
  })

  test('a filter by source counts the same deals from the deals themselves', async () => {
    const { company, owner, anna, fresh, pipeline } = await teamOf()
    const site = await company.source('Сайт')
    await company.deals([
      {
        owner: anna,
        sourceId: site,
        amountMinor: 900_00,
        moves: [
          [fresh, at('11-07')],
          [pipeline.won, at('11-08')],
        ],
      },
    ])
    const { rows } = await app.as(owner).sellers.table({ ...november, sourceIds: [site] })
    expect(byName(rows, 'Анна')).toMatchObject({ created: 1, won: 1, lost: 0, salesMinor: 900_00, winRate: { n: 1 } })
    const other = await app.as(owner).sellers.table({ ...november, pipelineId: (await company.pipeline()).id })
    expect(byName(other.rows, 'Анна')).toMatchObject({ created: 0, salesMinor: 0 })
  })

  test('a figure opens as the deals that it counts', async () => {
    const { owner, anna, south } = await teamOf()
    const ask = app.as(owner).sellers
    const count = async (figure: 'created' | 'won' | 'lost' | 'open' | 'sales', subjectId?: string) =>
      (await ask.deals({ ...november, figure, ...(subjectId && { subjectId }) })).rows.length
    expect(await count('created', anna.id)).toBe(3)
    expect(await count('sales', anna.id)).toBe(3)
    expect(await count('lost', south)).toBe(1)
    expect(await count('open')).toBe(2)
    expect(await count('open', '00000000-0000-0000-0000-000000000000')).toBe(1)
    const first = await ask.deals({ ...november, figure: 'sales', limit: 2 })
    const second = await ask.deals({ ...november, figure: 'sales', limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map((row) => row.amountMinor)).toEqual([300_00, 0, 100_00])
    expect(second.nextCursor).toBeNull()
  })
})

describe('who may see it', () => {
  test.each(['table', 'medians', 'deals'] as const)(
    '%s: a stranger is turned away, HR and the administrator see no deals',
    async (question) => {
      const { company } = await teamOf()
      const input = { ...november, figure: 'sales' as const }
      await expect(app.stranger.sellers[question](input)).rejects.toMatchObject({ status: 401 })
      for (const role of ['hr', 'admin']) {
        await expect(app.as(await company.person({ role })).sellers[question](input)).rejects.toMatchObject({
          status: 403,
        })
      }
    },
  )

  test('a head sees his people, a seller himself, another team and another company nothing of them', async () => {
    const { company, head, anna } = await teamOf()
    const elsewhere = await teamOf()
    const names = async (person: typeof head) =>
      (await app.as(person).sellers.table(november)).rows.filter((row) => row.salesMinor > 0).map((row) => row.name)
    expect(await names(head)).toEqual(['Мои люди', 'Анна'])
    expect(await names(anna)).toEqual(['Анна'])
    expect(await names(await company.person({ role: 'head' }))).toEqual([])
    const foreign = (await app.as(elsewhere.owner).sellers.table(november)).rows
    expect(foreign.some((row) => row.subjectId === anna.id)).toBe(false)
    await expect(
      app.as(elsewhere.owner).sellers.deals({ ...november, figure: 'sales', subjectId: anna.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await app
      .as(await company.person({ role: 'head' }))
      .sellers.deals({ ...november, figure: 'sales' })
    expect(rows).toEqual([])
  })
})
