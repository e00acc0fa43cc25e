import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

async function team() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Анна Ветрова' })
  const head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  const north = await company.department('Север', undefined, head.id)
  const seller = await company.person({ name: 'Орлов Пётр', managerId: head.id, departmentId: north })
  const newcomer = await company.person({
    name: 'Смирнова Ольга',
    managerId: head.id,
    departmentId: north,
    hiredOn: '2026-05-01',
  })
  return { company, owner, head, north, seller, newcomer }
}

test('plans of people, departments and the company: dry run, row report, the same file again, revert', async () => {
  const { owner, seller, north } = await team()
  const csv = [
    'Сотрудник;Период;Показатель;Уровень;План',
    'Орлов Пётр;ноябрь 2026;;;1 200 000,50',
    'Север;2026-Q4;Выручка;;6000000',
    'Орлов Пётр;11.2026;Встречи;минимум;40',
    'Смирнова Ольга;2026-Q2;;;100',
    'Неизвестный Сидор;2026-11;;;100',
    'Орлов Пётр;никогда;;;100',
    'Орлов Пётр;2026-12;Погода;;100',
    'Орлов Пётр;2026-12;Звонки;;10,5',
    'Орлов Пётр;2026-11;;;5',
    'Смирнова Ольга;2026-03;;;7',
  ].join('\n')
  const imports = importing(app, owner)
  const uploaded = await imports.upload('план.csv', csv)
  expect(uploaded.kind).toBe('plans')
  const checked = await imports.check(uploaded)
  expect(checked.result).toMatchObject({ rows: 10, create: 4, update: 0, rejected: 6 })
  const reasons = Object.fromEntries(checked.result?.reasons.map(({ reason, rows }) => [reason, rows]) ?? [])
  expect(reasons).toEqual({
    SUBJECT_UNKNOWN: 1,
    PERIOD_BROKEN: 1,
    METRIC_UNKNOWN: 1,
    NUMBER_BROKEN: 1,
    ID_REPEATED: 1,
    PLAN_OUTSIDE: 1,
    PERIOD_SPLIT: 2,
  })
  const unknown = checked.result?.reasons.find(({ reason }) => reason === 'SUBJECT_UNKNOWN')
  expect(unknown?.examples[0]).toMatchObject({ line: 6, column: 'Сотрудник', value: 'Неизвестный Сидор' })
  const api = app.as(owner)
  const yearOf = async (subjectId: string, asked = {}) =>
    (await api.plans.grid({ year: 2026, ...asked })).rows
      .find((row) => row.subjectId === subjectId)
      ?.cells.map((cell) => cell.amountMinor)
  expect((await yearOf(seller.id))?.every((amount) => amount === null)).toBe(true)
  const done = await imports.commit(checked)
  expect((await yearOf(seller.id))?.[10]).toBe(1_200_000_50)
  expect((await yearOf(seller.id, { metric: 'meetings', tier: 'minimum' }))?.[10]).toBe(40)
  // 22, 20 and 22 working days of October, November and December.
  expect((await yearOf(north))?.slice(9)).toEqual([2_062_500_00, 1_875_000_00, 2_062_500_00])
  const again = await imports.check(await imports.upload('ещё раз.csv', csv))
  expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 4, rejected: 6 })
  await imports.revert(done)
  expect((await yearOf(seller.id))?.every((amount) => amount === null)).toBe(true)
  expect((await yearOf(north))?.every((amount) => amount === null)).toBe(true)
})

test('a revert keeps what people have changed since; a head brings in plans of his people alone', async () => {
  const { owner, head, seller, north } = await team()
  const csv = 'Сотрудник;Период;План\nОрлов Пётр;2026-11;500\nОрлов Пётр;2026-12;600\n'
  const imports = importing(app, owner)
  const done = await imports.commit(await imports.check(await imports.upload('план.csv', csv)))
  await app.as(head).plans.setCells({
    cells: [{ level: 'person', subjectId: seller.id, month: '2026-12', amountMinor: 700_00, version: 1 }],
  })
  await imports.revert(done)
  const row = (await app.as(owner).plans.grid({ year: 2026 })).rows.find((one) => one.subjectId === seller.id)
  expect(row?.cells.slice(10).map((cell) => cell.amountMinor)).toEqual([null, 700_00])
  const ofHead = importing(app, head)
  const file = 'Сотрудник;Период;План\nСевер;2026-11;500\nОрлов Пётр;2026-10;5\nАнна Ветрова;2026-10;5\n'
  const checked = await ofHead.check(await ofHead.upload('план.csv', file))
  expect(checked.result).toMatchObject({ create: 1, rejected: 2 })
  expect(checked.result?.reasons[0]).toMatchObject({ reason: 'PLAN_OF_OTHERS', rows: 2 })
  expect(north).toBeTruthy()
})

const data = path.resolve(import.meta.dirname, '../../../../shared/data/adventureworks-sales')

describe.skipIf(!existsSync(data))('AdventureWorks (../shared/data; skipped where that folder is missing)', () => {
  const lines = (text: string) =>
    text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter(Boolean)
  const read = (name: string) => lines(readFileSync(path.join(data, name), 'utf8')).map((line) => line.split('|'))
  const minor = (text: string) => Math.round(Number(text) * 100)

  test(
    'quotas and sales come in as plan and deals; attainment of each seller in each quarter is right to the unit',
    { timeout: 300_000 },
    async () => {
      const names = new Map(
        read('Salesperson.csv')
          .slice(1)
          .map(([key, , , , name]) => [key, name ?? '']),
      )
      const quotas = read('FactSalesQuota.csv').map(([, employee = '', day = '', , , amount = '0']) => ({
        employee,
        day,
        amount,
      }))
      // The twelve days of the quotas are the twelve quarters of the sales.
      const days = [...new Set(quotas.map(({ day }) => day))].toSorted()
      const quarters = days.map((_, index) => `${2017 + Math.floor((index + 2) / 4)}-Q${((index + 2) % 4) + 1}`)
      const [, ...sales] = lines(gunzipSync(readFileSync(path.join(data, 'Sales.csv.gz'))).toString('utf8')).map(
        (line) => line.split('|'),
      )
      expect([days.length, quarters.at(-1), quotas.length, sales.length]).toEqual([12, '2020-Q2', 163, 57_851])

      const company = await app.company({ currency: 'USD', timeZone: 'America/New_York', name: 'AdventureWorks' })
      const owner = await company.person({ role: 'owner', name: 'Owner' })
      for (const name of names.values()) await company.person({ name })
      const imports = importing(app, owner)

      const plan = [
        'Salesperson|Quarter|Quota',
        ...quotas.map(({ employee, day, amount }) =>
          [names.get(employee), quarters[days.indexOf(day)], amount].join('|'),
        ),
      ]
      const plans = await imports.check(await imports.upload('quotas.csv', plan.join('\n')))
      expect(plans.kind).toBe('plans')
      expect(plans.result).toMatchObject({ rows: 163, create: 163, rejected: 0 })
      await imports.commit(plans)

      const deals = ['Deal ID|Deal name|Stage|Created|Close date|Owner|Amount']
      sales.forEach(([order = '', day = '', , , employee = '', , , , amount = ''], index) =>
        deals.push([`${order}-${index}`, order, 'Closed Won', day, day, names.get(employee) ?? '', amount].join('|')),
      )
      const checked = await imports.check(await imports.upload('sales.csv', deals.join('\n'), 'deals'))
      expect(checked.result).toMatchObject({ rows: 57_851, create: 57_851, rejected: 0 })
      expect(checked.result?.outcomes?.won).toEqual({ deals: 57_851, baseMinor: 7_754_857_020 })
      await imports.commit(checked)

      const shown = { plan: 0, fact: 0, won: 0 }
      for (const [index, period] of quarters.entries()) {
        const table = await app.as(owner).planfact.table({ period })
        const own = quotas.filter(({ day }) => day === days[index])
        const [year, quarter] = period.split('-Q').map(Number)
        const inQuarter = sales.filter(
          ([, day = '']) => Number(day.slice(0, 4)) === year && Math.ceil(Number(day.slice(5, 7)) / 3) === quarter,
        )
        for (const [employee = '', name] of names) {
          const quota = own.filter((one) => one.employee === employee).reduce((sum, one) => sum + minor(one.amount), 0)
          const sold = inQuarter
            .filter((one) => one[4] === employee)
            .reduce((sum, one) => sum + minor(one[8] ?? '0'), 0)
          const row = table.rows.find((one) => one.name === name)
          expect({ period, name, plan: row?.planMinor ?? 0, fact: row?.factMinor ?? 0 }).toEqual({
            period,
            name,
            plan: quota,
            fact: sold,
          })
          expect(row?.attainment ?? null).toBe(quota > 0 ? sold / quota : null)
        }
        shown.plan += table.rows[0]?.planMinor ?? 0
        shown.fact += table.rows[0]?.factMinor ?? 0
        shown.won += table.rows[0]?.won ?? 0
      }
      expect(shown).toEqual({ plan: 9_571_400_000, fact: 7_754_857_020, won: 57_851 })
    },
  )
})
