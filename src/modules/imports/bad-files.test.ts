import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { windows1251 } from '#core/files/test-file.ts'
import { tableStream } from '#core/files/write-table.ts'
import { ZipWriter } from '#core/files/zip-writer.ts'
import type { TestPerson } from '../../testing.ts'
import { importApp, importing, sendFile } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
let owner: TestPerson
beforeAll(async () => {
  app = await importApp()
  owner = await (await app.company()).person({ role: 'owner' })
})
afterAll(() => app.close())

const HEAD = 'ID;Название сделки;Бюджет;Ответственный;Дата создания;Дата закрытия;Этап сделки\n'
const bytesOf = async (stream: AsyncIterable<Buffer | string>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
const workbook = (rows: string[][]) =>
  bytesOf(
    tableStream(
      (rows[0] ?? []).map((title) => ({ title })),
      rows.slice(1),
      { format: 'xlsx' },
    ),
  )

async function bomb(): Promise<Buffer> {
  const zip = new ZipWriter()
  const chunks: Buffer[] = []
  const row = '<row><c><v>1</v></c></row>'.repeat(40_000)
  const part = async (name: string, times: number, text: string) => {
    for await (const chunk of zip.part(
      name,
      Array.from({ length: times }, () => text),
    ))
      chunks.push(chunk)
  }
  await part('[Content_Types].xml', 1, '<Types/>')
  await part(
    'xl/workbook.xml',
    1,
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
  )
  await part(
    'xl/_rels/workbook.xml.rels',
    1,
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
  )
  await part('xl/worksheets/sheet1.xml', 80, row)
  chunks.push(zip.end())
  return Buffer.concat(chunks)
}

/** What the import of a file says and leaves behind. */
async function outcome(name: string, content: Buffer | string) {
  const { status, body } = await sendFile(app, owner, name, content)
  if (status !== 200) return { status, code: body['code'], message: body['message'] }
  const one = await importing(app, owner).settled(String(body['id']))
  return { status: one.status, code: one.error?.code, message: one.error?.message }
}

describe('a file that is no table says so in a sentence, and the server goes on', () => {
  test.each([
    [
      'сделки.xlsx',
      'FILE_BROKEN',
      async () =>
        (
          await workbook([
            ['ID', 'Название'],
            ['1', 'А'],
          ])
        ).subarray(0, 900),
    ],
    ['бомба.xlsx', 'FILE_TOO_LARGE_INSIDE', bomb],
    [
      'кавычка.csv',
      'QUOTE_NOT_CLOSED',
      () => `${HEAD}1;"Сделка без конца;100;Иван;01.02.2026;;Новая\n2;Другая;100;Иван;01.02.2026;;Новая\n`,
    ],
    ['договор.csv', 'FILE_IS_NOT_TABLE', () => '%PDF-1.7 не таблица'],
    ['страница.xlsx', 'FILE_IS_NOT_TABLE', () => '<!doctype html><html><table><tr><td>1</td></tr></table></html>'],
    [
      'старая.xls',
      'FILE_IS_OLD_XLS',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
    ],
  ])('%s: %s', async (name, code, content) => {
    const said = await outcome(name, await content())
    expect(said).toMatchObject({ status: 'failed', code })
    expect(said.message).toMatch(/^[А-ЯЁ].+[.]$/)
  })

  test('an empty file is refused at once, and nothing of it stays', async () => {
    const before = readdirSync(path.join(app.dataDir, 'imports')).length
    expect(await outcome('пусто.csv', '')).toMatchObject({ status: 400, code: 'FILE_IS_EMPTY' })
    expect(readdirSync(path.join(app.dataDir, 'imports'))).toHaveLength(before)
  })

  test('a file with headers alone has nothing to carry over', async () => {
    const imports = importing(app, owner)
    const checked = await imports.check(await imports.upload('заголовки.csv', HEAD))
    expect(checked.result).toMatchObject({ rows: 0, create: 0 })
    await expect(imports.api.commit({ id: checked.id })).rejects.toMatchObject({ code: 'NOTHING_TO_DO' })
  })
})

test('of a row that does not go in only the reason is told, not what would have been done to it', async () => {
  const imports = importing(app, owner)
  const text = `${HEAD}1;Насос;100;;31.02.2026;;Первичный контакт\n2;Кран;100;;вчера;;Первичный контакт\n3;Труба;100;;01.02.2026;;Первичный контакт\n`
  const checked = await imports.check(await imports.upload('даты.csv', text))
  expect(checked.result).toMatchObject({ create: 1, rejected: 2 })
  expect(checked.result?.reasons.map(({ reason }) => reason).toSorted()).toEqual(['DATE_BROKEN', 'NO_SUCH_DAY'])
  const { rows } = await imports.api.rows({ id: checked.id })
  expect(rows.map(({ line, problems }) => [line, problems.map(({ reason }) => reason)])).toEqual([
    [2, ['NO_SUCH_DAY']],
    [3, ['DATE_BROKEN']],
  ])
})

test('headers that come once more and a row of totals are no deals, and no stage or person is asked for because of them', async () => {
  const imports = importing(app, owner)
  const row = (id: number) => `${id};Насос ${id};100;;01.02.2026;;Первичный контакт\n`
  const uploaded = await imports.upload('листы.csv', `${HEAD}${row(1)}${HEAD}${row(2)}Итого;;200;;;;\n`)
  expect(uploaded.matching).toMatchObject({
    stages: [{ value: 'Первичный контакт', rows: 2 }],
    owners: [],
  })
  const checked = await imports.check(uploaded)
  expect(checked.result).toMatchObject({ create: 2, rejected: 2 })
  const { rows } = await imports.api.rows({ id: checked.id })
  expect(rows.map(({ line, problems }) => [line, problems.map(({ reason }) => reason)])).toEqual([
    [3, ['ROW_OF_HEADERS']],
    [5, ['ROW_OF_TOTALS']],
  ])
})

test('a second file without the date of creation says nothing of it: it is known here', async () => {
  const someone = await (await app.company()).person({ role: 'owner' })
  const imports = importing(app, someone)
  const first = `${HEAD}1;Насос;100;;03.02.2026;;Первичный контакт\n`
  const ours = () => ({ system: 'crm' })
  await imports.commit(await imports.check(await imports.upload('заявки.csv', first), ours))
  const second = 'ID;Дата закрытия;Этап сделки\n1;05.02.2026;Успешно реализовано\n'
  const checked = await imports.check(await imports.upload('продажи.csv', second), ours)
  expect(checked.result).toMatchObject({ update: 1, create: 0 })
  expect(checked.result?.reasons.map(({ reason }) => reason)).toEqual(['CHANGED'])
})

describe('a file as people save it', () => {
  const rows = [
    ['ID', 'Название сделки', 'Бюджет', 'Ответственный', 'Дата создания', 'Дата закрытия', 'Этап сделки'],
    ['1', 'Ёлки для «Ромашки»', '1 234,50', 'Пётр Ёжиков', '05.03.2026 10:15', '07.03.2026', 'Успешно реализовано'],
    ['2', 'Пила', '99,90', 'Пётр Ёжиков', '26.02.2026', '', 'Первичный контакт'],
  ]
  const text = rows.map((cells) => cells.join(';')).join('\r\n')

  test.each([
    ['windows-1251.csv', () => windows1251(text)],
    ['utf-8 with a mark.csv', () => `\ufeff${text}`],
    ['utf-16.txt', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['a workbook called.csv', () => workbook(rows)],
    ['with a title above.csv', () => `Выгрузка сделок;;;;;;\r\n;;;;;;\r\n${text}\r\n;;;;;;\r\n`],
  ])('%s', async (name, content) => {
    const someone = await (await app.company()).person({ role: 'owner' })
    const imports = importing(app, someone)
    const done = await imports.commit(await imports.check(await imports.upload(name, await content())))
    expect(done.result).toMatchObject({ create: 2, rejected: 0 })
    expect(done.result?.outcomes).toMatchObject({
      won: { deals: 1, baseMinor: 123_450 },
      open: { deals: 1, baseMinor: 9_990 },
    })
    const { rows: deals } = await app.as(someone).deals.list({ sort: 'created' })
    expect(deals.map(({ title, owner: whose, createdAt }) => [title, whose?.name, createdAt])).toEqual([
      ['Пила', 'Пётр Ёжиков', '2026-02-25T21:00:00.000Z'],
      ['Ёлки для «Ромашки»', 'Пётр Ёжиков', '2026-03-05T07:15:00.000Z'],
    ])
  })
})

describe('values that cannot be', () => {
  test('each is refused with its line, column and reason; the other rows go in', async () => {
    const imports = importing(app, owner)
    const content = `${HEAD}10;Год 21;100;Иван;01.02.0021;;Новая
11;Год 2999;100;Иван;01.02.2999;;Новая
12;Нет дня;100;Иван;31.02.2026;;Новая
13;Минус;-5;Иван;01.02.2026;;Новая
14;Много;99999999999999999;Иван;01.02.2026;;Новая
15;Слово;сто рублей;Иван;01.02.2026;;Новая
16;Завтра;100;Иван;01.02.2027;;Новая
;Без номера;100;Иван;01.02.2026;;Новая
17;Чужие деньги;100 USD;Иван;01.02.2026;;Новая
18;"<img src=x onerror=alert(1)> '; drop table deals; -- 🚢";100;<b>Иван</b>;01.02.2026;;Новая
18;Повтор;100;Иван;01.02.2026;;Новая
`
    const checked = await imports.check(await imports.upload('values.csv', content))
    expect(checked.result).toMatchObject({ create: 1, rejected: 10 })
    const { rows } = await imports.api.rows({ id: checked.id, action: 'rejected' })
    expect(rows.map(({ line, problems }) => [line, problems[0]?.column, problems[0]?.reason])).toEqual([
      [2, 'Дата создания', 'YEAR_OUT_OF_RANGE'],
      [3, 'Дата создания', 'YEAR_OUT_OF_RANGE'],
      [4, 'Дата создания', 'NO_SUCH_DAY'],
      [5, 'Бюджет', 'AMOUNT_NEGATIVE'],
      [6, 'Бюджет', 'AMOUNT_TOO_LARGE'],
      [7, 'Бюджет', 'AMOUNT_BROKEN'],
      [8, null, 'DATE_IN_FUTURE'],
      [9, null, 'ID_MISSING'],
      [10, 'Бюджет', 'RATE_MISSING'],
      [12, null, 'ID_REPEATED'],
    ])
    expect(rows[3]?.problems[0]).toMatchObject({ value: '-5', message: 'Сумма меньше нуля' })
    await imports.commit(checked)
    const { rows: deals } = await app.as(owner).deals.list({ text: 'drop table' })
    expect(deals).toMatchObject([
      { title: "<img src=x onerror=alert(1)> '; drop table deals; -- 🚢", owner: { name: '<b>Иван</b>' } },
    ])
  })

  test('a stage that nobody has given a meaning keeps the file outside', async () => {
    const imports = importing(app, owner)
    const one = await imports.upload('stages.csv', `${HEAD}1;А;1;Иван;01.02.2026;;Загадочный этап\n`)
    expect(one.suggestion?.open).toEqual([{ pipeline: '', value: 'Загадочный этап', rows: 1 }])
    const checked = await imports.check(one)
    expect(checked.result).toMatchObject({ create: 0, rejected: 1 })
    expect(checked.blockers).toEqual([
      { code: 'STAGES_NOT_MATCHED', message: expect.stringContaining('Загадочный этап') as string },
    ])
    await expect(imports.api.commit({ id: one.id })).rejects.toMatchObject({ code: 'STAGES_NOT_MATCHED' })
  })

  test('amounts and ids as Zoho and spreadsheets leave them', async () => {
    const someone = await (await app.company({ currency: 'EUR' })).person({ role: 'owner' })
    const imports = importing(app, someone)
    const content = `Id,Deal Owner Name,Created Time,Closing Date,Stage,Offer Total Amount,Contact Name
5805028000000645014.0,Ben Hall,21.06.2024 15:30,,New Lead,"€ 3.500,00",5805028000000645015.0
5805028000000000001,Ben Hall,21.06.2024 15:30,22.06.2024,Payment Done,"€ 11.000,50",
,,,,,,
,,,,,,
`
    const checked = await imports.check(await imports.upload('deals.csv', content))
    expect(checked.suggestion?.mapping.preset).toBe('zoho')
    expect(checked.result).toMatchObject({ rows: 2, rejected: 1, create: 1 })
    expect(checked.result?.reasons[0]).toMatchObject({ reason: 'ID_DIGITS_LOST' })
    expect(checked.result?.outcomes?.won).toEqual({ deals: 1, baseMinor: 1_100_050 })
  })

  test('a deal of several products (Bitrix24) is one deal, and its lines add up wherever they stand in the file', async () => {
    const someone = await (await app.company()).person({ role: 'owner' })
    const imports = importing(app, someone)
    const content = `"ID";"Название сделки";"Стадия сделки";"Сумма";"Ответственный";"Дата создания";"Товар";"Цена";"Количество"
"7";"Цех";"Переговоры";"300,00";"Иван [12]";"01.02.2026 10:00:00";"Станок";"100";"3"
"8";"Склад";"Сделка успешна";"50,00";"Иван [12]";"02.02.2026 10:00:00";"Полка";"50";"1"
"7";"Цех";"Переговоры";"40,00";"Иван [12]";"01.02.2026 10:00:00";"Доставка";"40";"1"
`
    const checked = await imports.check(await imports.upload('bitrix.csv', content))
    expect(checked.suggestion?.mapping).toMatchObject({ preset: 'bitrix24', repeated: 'lines-sum' })
    expect(checked.result).toMatchObject({ rows: 3, create: 2, rejected: 0 })
    expect(checked.result?.made.people).toEqual(['Иван'])
    await imports.commit(checked)
    const { rows } = await app.as(someone).deals.list({ sort: 'created' })
    expect(rows.map(({ title, amountMinor }) => [title, amountMinor])).toEqual([
      ['Цех', 34_000],
      ['Склад', 5_000],
    ])
    const card = await app.as(someone).deals.get({ id: rows[0]?.id ?? '' })
    expect(card.lines.map(({ productName, quantity }) => [productName, quantity])).toEqual([
      ['Станок', 3],
      ['Доставка', 1],
    ])
    const again = await imports.check(await imports.upload('bitrix.csv', content))
    expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 2 })
  })
})

test('100,000 rows are checked as they stream by', async () => {
  const imports = importing(app, owner)
  const lines = Array.from(
    { length: 100_000 },
    (_, n) => `big-${n};Сделка ${n};${n},50;Продавец ${n % 50};${String((n % 28) + 1).padStart(2, '0')}.02.2026;;Новая`,
  )
  const checked = await imports.check(await imports.upload('big.csv', `${HEAD}${lines.join('\n')}\n`))
  expect(checked.result).toMatchObject({ rows: 100_000, create: 100_000, rejected: 0 })
  expect(checked.result?.outcomes?.open.deals).toBe(100_000)
}, 180_000)
