import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookOf, sheetOf } from '#core/files/test-workbook.ts'
import { importApp, importing, sendFile } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const HEAD = ['Дата', 'Номер', 'Сумма', 'Контрагент', 'ИНН контрагента', 'Назначение платежа']

/** A sheet of texts, as 1С writes it. */
function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  return bookOf(sheetOf(rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')))
}

async function office() {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const finance = await company.person({ role: 'finance' })
  const seller = await company.person({ managerId: owner.id })
  const api = app.as(owner)
  await api.payments.addFirm({ name: 'ООО «Мостик»', numberPrefix: 'МС-', nextNumber: 7 })
  const { id: companyId } = await api.clients.addCompany({ name: 'ООО «Прогресс»', inn: '7707083893' })
  const { id: dealId } = await api.deals.create({ title: 'Насосы', companyId })
  const invoice = async (priceMinor: number) => {
    const { version } = await api.products.dealLines({ dealId })
    const line = { productId: null, productName: 'Насос', quantity: 1, priceMinor }
    await api.products.saveDealLines({ dealId, version, vatMode: 'included', lines: [line] })
    return api.payments.addInvoice({ dealId })
  }
  return { company, owner, finance, seller, api, companyId, invoice }
}

test('a statement of 1С as XLSX: by ИНН and number; dry run, report, the same file again, revert', async () => {
  const { api, finance, invoice, companyId } = await office()
  const first = await invoice(100_000_00)
  const second = await invoice(50_500_00)
  const file = await workbook([
    HEAD,
    [
      '16.11.2026',
      '815',
      '60 000,00',
      'ООО «Прогресс»',
      '7707083893',
      'Оплата по счету № МС-7 от 15.11.2026, в т.ч. НДС',
    ],
    ['17.11.2026', '816', '45 000', 'ООО Прогресс', '7707083893', 'Доплата по счёту 0000-000007'],
    ['18.11.2026', '817', '50500', 'Прогресс ООО', '7707083893', 'За оборудование'],
    ['18.11.2026', '817', '50500', 'Прогресс ООО', '7707083893', 'За оборудование'],
    ['19.11.2026', '90', '1000', 'ООО «Неизвестный»', '7736050003', 'Оплата'],
    ['19.11.2027', '91', '1000', 'ООО «Прогресс»', '7707083893', 'Из будущего'],
    ['20.11.2026', '92', '', 'ООО «Прогресс»', '7707083893', 'Наш расход'],
  ])
  const imports = importing(app, finance)
  const uploaded = await imports.upload('Поступления из 1С.xlsx', file)
  expect(uploaded.kind).toBe('payments')
  const checked = await imports.check(uploaded)
  expect(checked.result).toMatchObject({ rows: 7, create: 3, rejected: 4, update: 0 })
  expect(Object.fromEntries(checked.result?.reasons.map(({ reason, rows }) => [reason, rows]) ?? [])).toEqual({
    ID_REPEATED: 1,
    CLIENT_UNKNOWN: 1,
    DATE_IN_FUTURE: 1,
    AMOUNT_MISSING: 1,
    INVOICE_OVERPAID: 1,
  })
  const { rows: refused } = await imports.api.rows({ id: checked.id, action: 'rejected' })
  expect(refused.flatMap(({ problems }) => problems.map(({ message }) => message.replaceAll('\u00a0', ' ')))).toContain(
    'Дата ещё не наступила: 19.11.2027',
  )
  expect((await api.payments.payments({})).rows).toEqual([])
  const done = await imports.commit(checked)
  expect(done.status).toBe('done')
  expect(await api.payments.invoice({ id: first.id })).toMatchObject({ state: 'paid', paidMinor: 100_000_00 })
  expect(await api.payments.invoice({ id: second.id })).toMatchObject({ state: 'paid' })
  const [advance] = (await api.payments.payments({ advances: true })).rows
  expect(advance).toMatchObject({ documentNumber: '816', parts: [{}, { invoice: null, company: { id: companyId } }] })
  expect(advance?.parts.map(({ amountMinor }) => amountMinor)).toEqual([40_000_00, 5_000_00])

  const again = await imports.check(await imports.upload('ещё раз.xlsx', file))
  expect(again.result).toMatchObject({ create: 0, unchanged: 3, rejected: 4 })

  await imports.revert(done)
  expect((await api.payments.payments({})).rows).toEqual([])
  expect(await api.payments.invoice({ id: first.id })).toMatchObject({ state: 'waiting', paidMinor: 0 })
})

test('a payment that people have moved since stays in a revert, unless they say otherwise', async () => {
  const { api, owner, finance, invoice, companyId } = await office()
  await invoice(100_00)
  const csv = `${HEAD.join(';')}\n16.11.2026;1;100;Прогресс;7707083893;Счет МС-7\n17.11.2026;2;5;Прогресс;7707083893;Счет 99\n`
  const imports = importing(app, finance)
  const done = await imports.commit(await imports.check(await imports.upload('bank.csv', csv, 'payments')))
  const [moved] = (await app.as(owner).payments.payments({ advances: true })).rows
  await api.payments.allocatePayment({
    id: moved?.id ?? '',
    version: moved?.version ?? 0,
    parts: [{ companyId, amountMinor: 5_00 }],
  })
  const reverted = await imports.revert(done)
  expect(reverted.status).toBe('reverted')
  expect((await api.payments.payments({})).rows.map(({ documentNumber }) => documentNumber)).toEqual(['2'])
})

test('a head brings in the money of his own team; an advance of another team’s client is refused with the reason', async () => {
  const { company, owner, api, invoice, companyId } = await office()
  const head = await company.person({ role: 'head', managerId: owner.id })
  const other = await company.person({ managerId: owner.id })
  await invoice(100_00)
  await app.database.updateTable('companies').set({ owner_id: other.id }).where('id', '=', companyId).execute()
  const csv = `${HEAD.join(';')}\n16.11.2026;1;100;Прогресс;7707083893;Без номера\n`
  const imports = importing(app, head)
  const checked = await imports.check(await imports.upload('bank.csv', csv, 'payments'))
  expect(checked.result).toMatchObject({ create: 0, rejected: 1 })
  expect(checked.result?.reasons[0]?.reason).toBe('CLIENT_OF_OTHERS')
  expect((await api.payments.payments({})).rows).toEqual([])
})

test('a statement of another company finds no invoice here, and a seller brings none in', async () => {
  const { api, invoice, seller } = await office()
  const { id } = await invoice(100_00)
  const foreign = await office()
  const csv = `${HEAD.join(';')}\n16.11.2026;1;100;Чужой;7736050003;Счет МС-7\n`
  const imports = importing(app, foreign.finance)
  const checked = await imports.check(await imports.upload('bank.csv', csv, 'payments'))
  expect(checked.result).toMatchObject({ create: 0, rejected: 1 })
  expect((await api.payments.invoice({ id })).paidMinor).toBe(0)
  expect((await sendFile(app, seller, 'bank.csv', csv, 'payments')).status).toBe(403)
  expect((await sendFile(app, null, 'bank.csv', csv, 'payments')).status).toBe(401)
})
