import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson, director: TestPerson, head: TestPerson, seller: TestPerson, mate: TestPerson, other: TestPerson
let north: string, south: string
let foreign: TestPerson

beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Анна Ветрова' })
  director = await company.person({ role: 'director', name: 'Глеб Громов', managerId: owner.id })
  const sales = await company.department('Продажи', undefined, director.id)
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: director.id })
  north = await company.department('Север', sales, head.id)
  south = await company.department('Юг')
  seller = await company.person({ name: 'Орлов Пётр', managerId: head.id, departmentId: north })
  mate = await company.person({
    name: 'Смирнова Ольга',
    managerId: head.id,
    departmentId: north,
    hiredOn: '2026-03-20',
    leftOn: '2026-09-10',
  })
  other = await company.person({ name: 'Котов Егор', departmentId: south })
  const neighbour = await app.company({ name: 'Чужие' })
  foreign = await neighbour.person({ role: 'owner', name: 'Чужой Владелец' })
})
afterAll(() => app.close())

const cellOf = (
  level: 'company' | 'department' | 'person',
  subjectId: string,
  month: string,
  amountMinor: number | null,
  version = 0,
) => ({
  level,
  subjectId,
  month,
  amountMinor,
  version,
})
const grid = (person: TestPerson, year: number) => app.as(person).plans.grid({ year })
const namesOf = (rows: { name: string }[]) => rows.map((row) => row.name)

describe('the grid', () => {
  test('the owner sees the company, departments and people in reading order', async () => {
    const { rows, months } = await grid(owner, 2026)
    expect(namesOf(rows)).toEqual([
      'Ромашка',
      'Роман Ильин',
      'Продажи',
      'Север',
      'Орлов Пётр',
      'Смирнова Ольга',
      'Юг',
      'Котов Егор',
    ])
    expect(months.map((month) => month.workingDays)).toEqual([15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22])
  })

  test('a head sees his team, a seller himself, a director his departments', async () => {
    expect(namesOf((await grid(head, 2026)).rows)).toEqual(['Роман Ильин', 'Север', 'Орлов Пётр', 'Смирнова Ольга'])
    expect(namesOf((await grid(seller, 2026)).rows)).toEqual(['Орлов Пётр'])
    expect(namesOf((await grid(director, 2026)).rows)).toEqual([
      'Роман Ильин',
      'Продажи',
      'Север',
      'Орлов Пётр',
      'Смирнова Ольга',
    ])
  })

  test('months outside a person’s work are marked, and a year without him does not list him', async () => {
    const { rows } = await grid(owner, 2026)
    const months = rows.find((row) => row.subjectId === mate.id)?.cells.map((cell) => cell.outside)
    expect(months).toEqual([true, true, false, false, false, false, false, false, false, true, true, true])
    expect(namesOf((await grid(owner, 2025)).rows)).not.toContain('Смирнова Ольга')
  })

  test('an empty company has an empty plan: nulls, no zeros', async () => {
    const { rows } = await grid(foreign, 2026)
    expect(namesOf(rows)).toEqual(['Чужие'])
    expect(rows[0]?.cells[0]).toEqual({
      amountMinor: null,
      version: 0,
      belowMinor: null,
      undistributedMinor: null,
      planMinor: null,
      outside: false,
    })
  })
})

describe('setting cells', () => {
  test('the sums follow, the versions grow, the log tells who and why', async () => {
    const api = app.as(owner)
    const cells = [
      cellOf('department', north, '2026-04', 100_000_00),
      cellOf('person', seller.id, '2026-04', 60_000_00),
    ]
    const answer = await api.plans.setCells({ cells, note: 'Планёрка 30 марта' })
    expect(answer.cells.map((cell) => cell.version)).toEqual([1, 1])
    const row = (await grid(owner, 2026)).rows.find((one) => one.subjectId === north)
    expect(row?.cells[3]).toMatchObject({
      amountMinor: 100_000_00,
      belowMinor: 60_000_00,
      undistributedMinor: 40_000_00,
      planMinor: 100_000_00,
    })
    const changes = await api.plans.changes({ year: 2026, subjectId: seller.id })
    expect(changes.rows).toMatchObject([
      {
        actorName: 'Анна Ветрова',
        name: 'Орлов Пётр',
        beforeMinor: null,
        afterMinor: 60_000_00,
        note: 'Планёрка 30 марта',
      },
    ])
  })

  test('a cell that somebody else has changed is refused with its new value, and nothing of the batch is written', async () => {
    await app.as(owner).plans.setCells({ cells: [cellOf('person', seller.id, '2026-05', 1000)] })
    const late = app.as(head).plans.setCells({
      cells: [cellOf('person', seller.id, '2026-05', 2000), cellOf('person', seller.id, '2026-06', 3000)],
    })
    await expect(late).rejects.toMatchObject({
      code: 'PLAN_CELL_CHANGED',
      status: 409,
      data: {
        cells: [{ name: 'Орлов Пётр', month: '2026-05', amountMinor: 1000, version: 1, changedBy: 'Анна Ветрова' }],
      },
    })
    const row = (await grid(owner, 2026)).rows.find((one) => one.subjectId === seller.id)
    expect([row?.cells[4]?.amountMinor, row?.cells[5]?.amountMinor]).toEqual([1000, null])
  })

  test('a cleared cell keeps its version, so that a stale write is still noticed', async () => {
    const api = app.as(owner)
    const [set] = (await api.plans.setCells({ cells: [cellOf('person', seller.id, '2026-07', 5000)] })).cells
    const [cleared] = (
      await api.plans.setCells({ cells: [cellOf('person', seller.id, '2026-07', null, set?.version)] })
    ).cells
    expect(cleared).toMatchObject({ amountMinor: null, version: 2 })
    await expect(
      api.plans.setCells({ cells: [cellOf('person', seller.id, '2026-07', 7000, 1)] }),
    ).rejects.toMatchObject({ code: 'PLAN_CELL_CHANGED' })
  })

  test('of two who fill the same empty cell at once one is refused', async () => {
    const both = await Promise.allSettled([
      app.as(owner).plans.setCells({ cells: [cellOf('person', seller.id, '2026-08', 1111)] }),
      app.as(head).plans.setCells({ cells: [cellOf('person', seller.id, '2026-08', 2222)] }),
    ])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('the value that is there already is no change: no new version, no line in the log', async () => {
    const before = await app.as(owner).plans.setCells({ cells: [cellOf('person', seller.id, '2026-09', 900)] })
    const again = await app
      .as(owner)
      .plans.setCells({ cells: [cellOf('person', seller.id, '2026-09', 900, before.cells[0]?.version)] })
    expect(again.cells[0]?.version).toBe(1)
    expect(
      (await app.as(owner).plans.changes({ year: 2026, subjectId: seller.id, month: '2026-09' })).rows,
    ).toHaveLength(1)
  })

  test('a head plans people, not departments; a director departments, not the company; a seller nothing', async () => {
    const set = (person: TestPerson, cell: ReturnType<typeof cellOf>) =>
      app.as(person).plans.setCells({ cells: [cell] })
    await expect(set(head, cellOf('department', north, '2026-10', 1))).rejects.toMatchObject({
      code: 'PLAN_NOT_YOURS',
      status: 403,
    })
    await expect(set(seller, cellOf('person', seller.id, '2026-10', 1))).rejects.toMatchObject({
      code: 'PLAN_NOT_YOURS',
    })
    await expect(set(director, cellOf('company', company.id, '2026-10', 1))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(set(director, cellOf('department', north, '2026-10', 5))).resolves.toBeTruthy()
    await expect(set(head, cellOf('person', seller.id, '2026-10', 5))).resolves.toBeTruthy()
  })

  test('text, fractions, negative and enormous amounts are refused with their place', async () => {
    for (const amountMinor of ['много', 0.5, -1, 1e15] as number[]) {
      const asked = app.as(owner).plans.setCells({ cells: [cellOf('person', seller.id, '2026-11', amountMinor)] })
      await expect(asked).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        data: { issues: [{ path: ['cells', 0, 'amountMinor'] }] },
      })
    }
  })

  test('no plan for a month in which the person does not work', async () => {
    const asked = app.as(owner).plans.setCells({ cells: [cellOf('person', mate.id, '2026-10', 100)] })
    await expect(asked).rejects.toMatchObject({
      code: 'PLAN_OUTSIDE_EMPLOYMENT',
      data: { name: 'Смирнова Ольга', month: '2026-10' },
    })
  })
})

describe('proposals', () => {
  test('last year times a coefficient, with what cannot be given to anybody', async () => {
    const api = app.as(owner)
    await api.plans.setCells({
      cells: [cellOf('person', other.id, '2027-01', 100_00), cellOf('department', south, '2027-01', 150_00)],
    })
    await api.plans.setCells({ cells: [cellOf('person', mate.id, '2026-04', 40_00)] })
    const next = await api.plans.copyPreview({ fromYear: 2027, toYear: 2028, coefficient: 1.2 })
    expect(next.cells.map(({ name, month, amountMinor }) => [name, month, amountMinor])).toEqual([
      ['Юг', '2028-01', 180_00],
      ['Котов Егор', '2028-01', 120_00],
    ])
    expect([next.beforeMinor, next.afterMinor, next.leftOut]).toEqual([0, 180_00, []])
    const gone = await api.plans.copyPreview({ fromYear: 2026, toYear: 2028 })
    expect(gone.leftOut).toEqual([{ name: 'Смирнова Ольга', amountMinor: 40_00, reason: 'gone' }])
    await api.plans.setCells({ cells: next.cells.map(({ name: _name, beforeMinor: _before, ...cell }) => cell) })
    expect((await api.plans.copyPreview({ fromYear: 2027, toYear: 2028, coefficient: 1.2 })).cells).toEqual([])
  })

  test('a department’s plan is shared by those who work in that month', async () => {
    const api = app.as(owner)
    await api.plans.setCells({ cells: [cellOf('department', north, '2026-03', 80_000_00)] })
    // Of the 21 working days of March Smirnova, hired on the 20th, works 8.
    const shared = await api.plans.distributionPreview({
      year: 2026,
      subjectId: north,
      month: '2026-03',
      by: 'equal',
      stepMinor: 1000_00,
    })
    expect(shared.cells.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
      ['Орлов Пётр', 58_000_00],
      ['Смирнова Ольга', 22_000_00],
    ])
    expect(shared.afterMinor).toBe(80_000_00)
  })
})

describe('isolation', () => {
  const asks: [string, (person: TestPerson | null) => Promise<unknown>][] = [
    ['grid', (person) => app.as(person).plans.grid({ year: 2026 })],
    ['changes', (person) => app.as(person).plans.changes({ year: 2026 })],
    ['copyPreview', (person) => app.as(person).plans.copyPreview({ fromYear: 2026, toYear: 2027 })],
    ['distributionPreview', (person) => app.as(person).plans.distributionPreview({ year: 2026, subjectId: north })],
    ['setCells', (person) => app.as(person).plans.setCells({ cells: [cellOf('person', seller.id, '2026-12', 1)] })],
  ]

  test.each(asks)('%s asks a stranger to sign in', async (_name, ask) => {
    await expect(ask(null)).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  })

  test.each(asks)('%s has nothing of this company for another one', async (_name, ask) => {
    const answer = await ask(foreign).catch((error: { code: string }) => error.code)
    if (typeof answer === 'string') expect(answer).toBe('NOT_FOUND')
    else expect(JSON.stringify(answer)).not.toMatch(/Орлов|Север|Ромашка/)
  })

  test.each(asks)('%s has nothing of this team for the head of another', async (_name, ask) => {
    const southHead = await company.person({ role: 'head', name: 'Вера Югова', managerId: owner.id })
    const answer = await ask(southHead).catch((error: { code: string }) => error.code)
    if (typeof answer === 'string') expect(answer).toBe('NOT_FOUND')
    else expect(JSON.stringify(answer)).not.toMatch(/Орлов|Север|Ромашка/)
  })

  test.each(asks.slice(0, 4))('%s is not for roles without plans', async (_name, ask) => {
    const hr = await company.person({ role: 'hr', name: 'Кадровик' })
    await expect(ask(hr)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('a seller reads changes of his own plan only', async () => {
    await app.as(owner).plans.setCells({ cells: [cellOf('person', other.id, '2026-01', 77)] })
    const { rows } = await app.as(seller).plans.changes({ year: 2026 })
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('Котов')
  })

  test('an auditor reads all and sets nothing', async () => {
    const auditor = await company.person({ role: 'auditor', name: 'Ревизор' })
    expect((await grid(auditor, 2026)).rows.some((row) => row.editable)).toBe(false)
    await expect(
      app.as(auditor).plans.setCells({ cells: [cellOf('person', seller.id, '2026-12', 1)] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('the database itself refuses a seller who would write his own plan past the service', async () => {
    const actor = {
      workspaceId: company.id,
      personId: seller.id,
      role: 'seller',
      scope: 'people' as const,
      people: [seller.id],
      departments: [],
      seesPersonal: true,
      readOnly: false,
    }
    const write = app.gate.as(actor, (tx) =>
      tx
        .insertInto('plan_cells')
        .values({
          workspace_id: company.id,
          month: '2026-12-01',
          level: 'person',
          subject_id: seller.id,
          owner_id: seller.id,
          amount_minor: 1,
        })
        .execute(),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })
})
