import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ColumnProfile } from './column-profile.ts'
import { fileWith, readAll, testPath } from './test-file.ts'
import { profileTable } from './test-profile.ts'
import type { OpenOptions, Table } from './table.ts'
import { isEmptyMark, parseDate, parseId, parseMoney, parseNumber } from './values.ts'

/** Real files that lie beside the project on some machines and are never copied into it. */
const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const present = existsSync(DATA)

type Read = {
  table: Table
  cells: string[][]
  column: (label: string) => string[]
  profile: (label: string) => ColumnProfile
}

async function read(path: string, options?: OpenOptions): Promise<Read> {
  const { table, rows, cells } = await readAll(path, options)
  expect(rows.filter(({ problem }) => problem !== undefined)).toEqual([])
  const profiles = await profileTable(table)
  const place = (label: string): number => {
    const index = table.columns.findIndex((column) => column.label === label)
    expect(index, label).not.toBe(-1)
    return index
  }
  return {
    table,
    cells,
    column: (label) => cells.map((row) => row[place(label)]!),
    profile: (label) => profiles[place(label)]!,
  }
}

const count = (values: string[], value: string): number => values.filter((each) => each === value).length

function money(values: string[]): bigint {
  return values.reduce((sum, value) => {
    const amount = parseMoney(value, 'decimal-point')
    return amount.ok ? sum + amount.value.minor : sum
  }, 0n)
}

describe.skipIf(!present)('real files (skipped where ../shared/data is missing)', () => {
  test('the Maven pipeline with its sellers, products and accounts', async () => {
    const deals = await read(`${DATA}maven-crm-sales/sales_pipeline.csv`)
    expect(deals.cells).toHaveLength(8_800)
    expect(deals.table).toMatchObject({ encoding: 'utf-8', delimiter: ',', headerLine: 1 })
    const stages = deals.column('deal_stage')
    expect([count(stages, 'Won'), count(stages, 'Lost')]).toEqual([4_238, 2_473])
    expect(money(deals.column('close_value'))).toBe(1_000_553_400n)
    expect(count(deals.column('product'), 'GTXPro')).toBe(1_480)
    expect(count(deals.column('account'), '')).toBe(1_425)
    expect(count(deals.column('engage_date'), '')).toBe(500)
    expect(
      ['opportunity_id', 'deal_stage', 'engage_date', 'close_value'].map((label) => deals.profile(label).type),
    ).toEqual(['id', 'choice', 'date', 'number'])
    for (const [name, rows] of [
      ['sales_teams', 35],
      ['products', 7],
      ['accounts', 85],
    ] as const) {
      expect((await read(`${DATA}maven-crm-sales/${name}.csv`)).cells).toHaveLength(rows)
    }
  })

  test('the Olist leads and closed deals', async () => {
    const leads = await read(`${DATA}olist-marketing-funnel/olist_marketing_qualified_leads_dataset.csv`)
    expect(leads.cells).toHaveLength(8_000)
    const origins = leads.column('origin')
    expect([count(origins, 'paid_search'), count(origins, ''), count(origins, 'unknown')]).toEqual([1_586, 60, 1_099])
    const deals = await read(`${DATA}olist-marketing-funnel/olist_closed_deals_dataset.csv`)
    expect(deals.cells).toHaveLength(842)
    expect(deals.profile('won_date')).toMatchObject({ type: 'date', max: '2018-11-14' })
  })

  test('the amoCRM export: 20 rows, 76 columns, repeated headers, notes of many lines', async () => {
    const deals = await read(`${DATA}amocrm-csv-export/leads_test.csv`)
    expect(deals.cells).toHaveLength(20)
    expect(deals.table.columns).toHaveLength(76)
    expect(new Set(deals.table.columns.map(({ label }) => label)).size).toBe(76)
    expect(deals.table.columns[2]).toEqual({ index: 2, name: 'Бюджет', label: 'Бюджет' })
    expect(deals.table.columns.filter(({ name }) => name === 'Товар').map(({ label }) => label)).toEqual([
      'Товар',
      'Товар (2)',
    ])
    const own = deals.cells.filter((row) => row[0] !== '')
    expect(own).toHaveLength(19)
    const stage = deals.table.columns.findIndex(({ name }) => name === 'Этап сделки')
    expect(own.filter((row) => row[stage] === 'Принимают решение')).toHaveLength(9)
    const closed = deals.table.columns.findIndex(({ name }) => name === 'Дата закрытия')
    expect(own.filter((row) => isEmptyMark(row[closed]!))).toHaveLength(11)
    expect(deals.column('Примечание').some((note) => note.includes('\n'))).toBe(true)
    expect(deals.profile('Дата создания сделки')).toMatchObject({
      type: 'date',
      dateOrder: { order: 'DMY', ambiguous: false },
    })
  })

  test('the AdventureWorks lines: pipes, CR LF, a file without a header', async () => {
    const quotas = await read(`${DATA}adventureworks-sales/FactSalesQuota.csv`)
    expect(quotas.table).toMatchObject({ delimiter: '|', headerLine: null })
    expect(quotas.cells).toHaveLength(163)
    expect(money(quotas.column('F'))).toBe(9_571_400_000n)
    const path = await testPath('Sales.csv')
    await pipeline(
      createReadStream(`${DATA}adventureworks-sales/Sales.csv.gz`),
      createGunzip(),
      createWriteStream(path),
    )
    const sales = await read(path)
    expect(sales.cells).toHaveLength(57_851)
    expect(money(sales.column('Sales'))).toBe(7_754_857_020n)
    expect(sales.profile('OrderDate')).toMatchObject({ type: 'date', dateOrder: { order: 'YMD' } })
    expect((await read(`${DATA}adventureworks-sales/Reseller.csv`)).cells).toHaveLength(701)
    expect((await read(`${DATA}adventureworks-sales/oltp/salesperson.csv`)).cells).toHaveLength(17)
  })

  test('the X Education leads and their dictionary in XLSX', async () => {
    const leads = await read(`${DATA}x-education-leads/Leads_9col.csv`)
    expect(leads.cells).toHaveLength(9_240)
    expect(count(leads.column('Converted'), '1')).toBe(3_561)
    expect(count(leads.column('LeadSource'), 'google')).toBe(5)
    expect(leads.profile('Specialization').values.map(({ text }) => text)).not.toContain('Select')
    const dictionary = await read(`${DATA}x-education-leads/Leads Data Dictionary.xlsx`)
    expect(dictionary.table).toMatchObject({ kind: 'xlsx', headerLine: 3 })
    expect(dictionary.table.columns.map(({ name }) => name)).toEqual(['', 'Variables', 'Description'])
  })

  test('the staff of IBM', async () => {
    const staff = await read(`${DATA}hr-attrition/WA_Fn-UseC_-HR-Employee-Attrition.csv`)
    expect(staff.cells).toHaveLength(1_470)
    expect(count(staff.column('Attrition'), 'Yes')).toBe(237)
  })
})

test('a Zoho export as its description says: dates as text, euros, ids turned into floats, blank rows at the end', async () => {
  const row = (index: number): string =>
    `5805028000056${index}45695.0,Ulysses Adams,${String(index + 10)}.06.2024 15:30,,"€ ${index}.500,00",Payment Done\n`
  const content = `Id,Deal Owner Name,Created Time,Closing Date,Offer Total Amount,Stage\n${[1, 2, 3].map(row).join('')},,,,,\n,,,,,\n`
  const deals = await read(await fileWith(content, 'Deals.xlsx'))
  expect(deals.cells).toHaveLength(3)
  expect(deals.table.counts.blankRows).toBe(2)
  expect(parseId(deals.column('Id')[0]!)).toMatchObject({ damage: 'DIGITS_LOST' })
  expect(parseDate(deals.column('Created Time')[0]!)).toEqual({
    ok: true,
    value: { day: '2024-06-11', time: '15:30:00' },
  })
  const amounts = deals.profile('Offer Total Amount')
  expect(amounts).toMatchObject({ type: 'money', numberStyle: { style: 'decimal-comma' } })
  expect(parseMoney(deals.column('Offer Total Amount')[2]!, amounts.numberStyle.style)).toMatchObject({
    value: { minor: 350_000n, currency: 'EUR' },
  })
  expect(parseNumber('3.500', amounts.numberStyle.style)).toEqual({ ok: true, value: 3_500 })
})
