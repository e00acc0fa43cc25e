import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import type { DealRow } from './contract.ts'

let app: TestApp
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let rows: DealRow[]
let sources: string[]
let stages: string[]

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  const pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  head = await company.person({ role: 'head', name: 'Глеб Руководитель' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  sources = [await company.source('Сайт'), await company.source('Выставка')]
  stages = pipeline.stages.map(({ id }) => id)
  const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}`
  await company.deals(
    Array.from({ length: 40 }, (_, index) => ({
      title: `Сделка ${index % 7}${index % 3 ? '' : ' насос'}`,
      owner: index % 5 === 0 ? null : index % 2 ? seller : owner,
      ...(index % 4 ? { sourceId: sources[index % 2] ?? '' } : {}),
      amountMinor: (index % 6) * 1_000_00,
      ...(index % 3 ? { expectedCloseOn: day(1 + (index % 28)) } : {}),
      moves: [
        [stages[0] ?? '', `${day(1 + (index % 9))}T10:00:00+03:00`],
        [stages[index % stages.length] ?? '', `${day(10 + (index % 9))}T12:00:00+03:00`],
      ],
    })),
  )
  rows = (await app.as(owner).deals.list({ limit: 200 })).rows
  if (rows.length !== 40) throw new Error('not all deals are in the list')
})
afterAll(() => app.close())

const rank: Record<string, (row: DealRow) => string | number> = {
  amount: (row) => row.baseMinor,
  created: (row) => Date.parse(row.createdAt),
  title: (row) => row.title,
  stageAge: (row) => -Date.parse(row.stageEnteredAt),
  stage: (row) => stages.indexOf(row.stage.id),
}

describe('several orders', () => {
  test.each([
    'stage', '-stage', 'owner', '-owner', 'source,-amount', 'stage,-amount', '-stage,amount,-created', 'amount,-title', '-amount,-created', 'expected,-amount',
    'closed,owner', '-source,stage,-stageAge', 'title,amount,-created',
  ])('%s: the pages together are the list, each deal once', async (sort) => {
    const whole = await app.as(owner).deals.list({ sort, limit: 200 })
    expect(new Set(whole.rows.map(({ id }) => id)).size).toBe(40)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await app.as(owner).deals.list({ sort, limit: 7, ...(cursor && { cursor }) })
      paged.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(whole.rows.map(({ id }) => id))
  }) // prettier-ignore

  test.each(['stage,-amount', '-stage,amount', 'amount,-stageAge', '-amount,created', 'stage,amount,-created'])(
    '%s: what comes first in one order is sorted by the next',
    async (sort) => {
      const { rows: found } = await app.as(owner).deals.list({ sort, limit: 200 })
      const keys = sort
        .split(',')
        .map((one) => ({ of: rank[one.replace('-', '')], sign: one.startsWith('-') ? -1 : 1 }))
      for (const [index, row] of found.slice(1).entries()) {
        const before = found[index] as DealRow
        const differs = keys.find(({ of }) => of?.(before) !== of?.(row))
        if (!differs?.of) continue
        const [one, two] = [differs.of(before), differs.of(row)]
        expect((one < two ? -1 : 1) * differs.sign, `${sort} at ${index}`).toBe(-1)
      }
    },
  )

  test('an order that is none, twice the same one, and a cursor of another are refused', async () => {
    const api = app.as(owner).deals
    for (const sort of ['salary', 'amount,-amount', 'a,b', ''])
      await expect(api.list({ sort })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const { nextCursor } = await api.list({ sort: 'stage,-amount', limit: 3 })
    await expect(api.list({ sort: 'amount', cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'CURSOR_BROKEN',
    })
  })
})

describe('conditions', () => {
  const found = async (where: string, person = owner) =>
    (await app.as(person).deals.list({ where, limit: 200 })).rows.map(({ id }) => id).toSorted()
  const meant = (holds: (row: DealRow) => boolean) =>
    rows
      .filter(holds)
      .map(({ id }) => id)
      .toSorted()

  test('narrow the list, the totals and the board alike', async () => {
    const where = `all(amount:ge:300000,any(owner:in:me,source:in:${sources[0]}))`
    const holds = (row: DealRow) =>
      row.baseMinor >= 300_000 && (row.owner?.id === owner.id || row.source?.id === sources[0])
    expect(await found(where)).toEqual(meant(holds))
    expect((await app.as(owner).deals.totals({ where })).count).toBe(rows.filter(holds).length)
    const board = await app.as(owner).deals.board({ where, pipelineId: rows[0]?.stage.pipelineId ?? '' })
    const cards = board.columns.flatMap((column) => column.rows.map(({ id }) => id))
    expect(cards.toSorted()).toEqual(meant(holds))
  })

  test.each<[string, (row: DealRow) => boolean]>([
    ['all(owner:empty)', (row) => row.owner === null],
    ['all(owner:notin:me)', (row) => row.owner?.id !== owner.id],
    ['all(owner:in:me,title:has:НАСОС)', (row) => row.owner?.id === owner.id && row.title.includes('насос')],
    ['any(title:has:насос,expected:empty)', (row) => row.title.includes('насос') || row.expectedCloseOn === null],
    ['all(expected:before:today)', (row) => row.expectedCloseOn !== null && row.expectedCloseOn < '2026-11-21'],
    ['all(stageEntered:older:7)', (row) => row.stageEnteredAt < '2026-11-14T21:00:00Z'],
    ['all(created:in:2026-11-02)', (row) => row.createdAt.startsWith('2026-11-02')],
    ['all(outcome:in:won;lost)', (row) => row.stage.meaning !== 'open'],
    ['all(nextStep:empty)', () => true],
    ['all(lastContact:older:14)', () => true],
  ])('%s', async (where, holds) => {
    expect(await found(where)).toEqual(meant(holds))
  })

  test('show nobody what is out of his sight', async () => {
    const all = 'any(amount:ge:0,owner:empty)'
    const own = (row: DealRow) => row.owner?.id === seller.id
    expect(await found(all, seller)).toEqual(meant(own))
    expect(await found(`any(owner:in:${owner.id},amount:ge:0)`, head)).toEqual(meant(own))
    expect(await found(`all(owner:in:${owner.id})`, head)).toEqual([])
  })

  test('on a field that is gone or with a value that is none are refused by name', async () => {
    const api = app.as(owner).deals
    await expect(api.list({ where: 'all(salary:ge:1)' })).rejects.toMatchObject({
      code: 'FILTER_BAD',
      data: { field: 'salary', reason: 'FIELD_UNKNOWN' },
    })
    await expect(api.list({ where: 'all(amount' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
