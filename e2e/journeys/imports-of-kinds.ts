import type { Locator, Page } from 'playwright-core'
import { bookOf, sheetOf } from '../../src/core/files/test-workbook.ts'
import { ownDay } from '../days.ts'
import type { Journey } from '../journey.ts'
import type { Stage } from '../stage.ts'

interface Figures {
  create: number
  unchanged: number
  rejected: number
}

/** What the wizard is given, what its dry run says, and the sentence of one row that it refuses. */
interface Given {
  file: string
  bytes: string | Buffer
  kind: string
  figures: Figures
  refused: RegExp
}

/** Companies of Bitrix24: the second has no name. */
const COMPANIES = `ID;Название компании;ИНН;Рабочий телефон;Ответственный
1;ООО «Файлпром»;7805123015;8 (812) 300-45-01;
2;;7805123022;;
3;АО «Гидрофайл»;;+7 812 300-45-02;
`

/** Contacts of amoCRM: two are one person by the number, one has no name. */
const CONTACTS = `ID;Тип;Полное имя контакта;Имя;Фамилия;Название компании;Мобильный телефон;Рабочий email;Должность
11;контакт;Пётр Файлов;Пётр;Файлов;ООО «Файлпром»;8 (921) 300-45-03;petr@file.example;Главный инженер
12;контакт;Пётр Ф.;Пётр;Ф.;ООО «Файлпром»;+79213004503;;
13;контакт;;;;;;;
14;контакт;Анна Строкина;Анна;Строкина;ООО Файлпром;;;Закупки
`

const PRODUCTS = `Артикул;Наименование товара;Цена
ФЛ-60;Насос ФЛ-60;125 000,50
ФЛ-80;Насос ФЛ-80;очень дорого
ФЛ-1;Шкаф из файла;48 000
`

export const importsOfClients: Journey = {
  name: 'companies, people and products come in by a file: nothing before it is confirmed, each refusal with its reason, and all is taken back',
  company: 'own',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await bring(page, {
      file: 'COMPANY_20261120.csv',
      bytes: COMPANIES,
      kind: 'Клиенты ·',
      figures: { create: 2, unchanged: 0, rejected: 1 },
      refused: /назван/i,
    })
    await page.getByRole('link', { name: 'Открыть клиентов' }).click()
    await page.getByText('АО «Гидрофайл»').first().waitFor()

    const people = {
      file: 'amocrm_contacts.csv',
      bytes: CONTACTS,
      kind: 'Контакты ·',
      figures: { create: 2, unchanged: 0, rejected: 2 },
      refused: /Нет названия/,
    }
    await bring(page, people)
    await page.getByRole('link', { name: 'Открыть контакты' }).click()
    await page.getByText('Пётр Файлов').first().waitFor()
    // The same file once more has nothing to do.
    await check(page, people)
    await expectFigures(page, { create: 0, unchanged: 3, rejected: 1 })

    await bring(page, {
      file: 'товары.csv',
      bytes: PRODUCTS,
      kind: 'Товары ·',
      figures: { create: 2, unchanged: 0, rejected: 1 },
      refused: /цен|числ/i,
    })
    await page.getByRole('link', { name: 'Открыть товары' }).click()
    await page.getByText('Шкаф из файла').first().waitFor()

    for (const file of ['товары.csv', people.file, 'COMPANY_20261120.csv']) await takeBack(page, file)
    await page.goto('/clients')
    await page.getByRole('heading', { name: 'Клиенты' }).waitFor()
    await visitor.atRest()
    if (await page.getByText('Гидрофайл').isVisible()) throw new Error('the company is still there')
  },
}

export const importsOfWork: Journey = {
  name: 'calls of telephony and payments of 1С come in by a file, find their clients and invoices, and are taken back',
  company: 'own',
  async walk(stage) {
    const yesterday = ownDay(-1).split('-').toReversed().join('.')
    const invoice = await invoiceOf(stage)
    const { fullName } = await stage.owner()
    const { page } = await stage.signedIn(await stage.owner())
    await bring(page, {
      file: 'звонки.csv',
      bytes: `Направление;Дата и время;Менеджер;Номер телефона;Длительность;Статус
Исходящий;${yesterday} 10:05:00;${fullName};+7 (812) 300-45-04;00:03:25;Отвечен
Входящий;${yesterday} 11:40:10;${fullName};88123004504;0;Пропущенный
Исходящий;когда-то;${fullName};88123004504;10;Отвечен
`,
      kind: 'Звонки и встречи ·',
      figures: { create: 2, unchanged: 0, rejected: 1 },
      refused: /дат/i,
    })
    await bring(page, {
      file: 'Поступления из 1С.xlsx',
      bytes: await workbook([
        ['Дата', 'Номер', 'Сумма', 'Контрагент', 'ИНН контрагента', 'Назначение платежа'],
        [yesterday, '815', '60 000,00', 'ООО «Оплатим»', '7805123047', `Оплата по счету № ${invoice.number}`],
        [yesterday, '816', '1000', 'ООО «Неизвестный»', '7805123030', 'Оплата'],
      ]),
      kind: 'Оплаты ·',
      figures: { create: 1, unchanged: 0, rejected: 1 },
      refused: /клиент/i,
    })
    const paid = await stage.ask<{ paidMinor: number }>('GET', `/invoices/${invoice.id}`)
    if (paid.paidMinor !== 60_000_00) throw new Error(`paid: ${paid.paidMinor}`)
    await takeBack(page, 'Поступления из 1С.xlsx')
    await takeBack(page, 'звонки.csv')
    const after = await stage.ask<{ paidMinor: number }>('GET', `/invoices/${invoice.id}`)
    if (after.paidMinor !== 0) throw new Error('the payment is still there')
  },
}

/** An invoice of 100,000 to a client who is known by his number and his ИНН. */
async function invoiceOf(stage: Stage): Promise<{ id: string; number: string }> {
  const { firms } = await stage.ask<{ firms: unknown[] }>('GET', '/own-firms')
  if (firms.length === 0) await stage.ask('POST', '/own-firms', { name: 'ООО «Полюс»', numberPrefix: 'ПЛ-' })
  const company = await stage.ask<{ id: string }>('POST', '/companies', {
    name: 'ООО «Оплатим»',
    inn: '7805123047',
    phones: [{ number: '+7 812 300-45-04' }],
  })
  const deal = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Насосы в счёт', companyId: company.id })
  const { version } = await stage.ask<{ version: number }>('GET', `/deals/${deal.id}/lines`)
  const line = { productId: null, productName: 'Насос', quantity: 1, priceMinor: 100_000_00 }
  await stage.ask('PUT', `/deals/${deal.id}/lines`, { version, vatMode: 'included', lines: [line] })
  return stage.ask('POST', '/invoices', { dealId: deal.id })
}

/** A file through the wizard: the dry run says what would be, the report says why, and it happens when it is confirmed. */
async function bring(page: Page, given: Given): Promise<void> {
  await check(page, given)
  const { figures, refused } = given
  await expectFigures(page, figures)
  await page.getByText(refused).first().waitFor()
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Отчёт по строкам, CSV' }).click(),
  ])
  if ((await report.failure()) !== null) throw new Error('the report does not come')
  await page.getByRole('button', { name: new RegExp(`^Перенести: ${figures.create} `) }).click()
  await page.getByRole('heading', { name: 'Перенесено' }).waitFor()
}

async function check(page: Page, { file, bytes, kind }: Given): Promise<void> {
  await page.goto('/imports')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Выбрать файлы' }).click(),
  ])
  await chooser.setFiles({ name: file, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.getByText(kind).first().waitFor()
  await page.getByRole('button', { name: 'Проверить без записи' }).click()
}

async function expectFigures(page: Page, { create, unchanged, rejected }: Figures): Promise<void> {
  const place = (name: string): Locator =>
    page.getByRole('term').filter({ hasText: name }).locator('..').getByRole('definition')
  await place('Создать').getByText(String(create), { exact: true }).first().waitFor()
  await place('Без изменений').getByText(String(unchanged), { exact: true }).first().waitFor()
  await place('Отклонено').getByText(String(rejected), { exact: true }).first().waitFor()
}

async function takeBack(page: Page, file: string): Promise<void> {
  await page.goto('/imports')
  await page
    .getByRole('row', { name: new RegExp(`${file.replaceAll('.', String.raw`\.`)}.*\\+\\d`) })
    .first()
    .click()
  await page.getByRole('button', { name: 'Откатить импорт' }).click()
  await page.getByRole('dialog', { name: 'Откатить импорт?' }).getByRole('button', { name: 'Откатить импорт' }).click()
  await page.getByRole('heading', { name: 'Импорт откачен' }).waitFor()
}

/** A sheet of texts, as 1С writes it. */
function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  return bookOf(sheetOf(rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')))
}
