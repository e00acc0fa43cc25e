import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { pagesOf } from '../../testing-pages.ts'
import { officeOf } from '../../testing-payments.ts'
import { invoiceSorts, paymentSorts } from './contract.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** A dozen invoices and payments with many equal values, some of them empty. */
async function many() {
  const office = await officeOf(app)
  const { mine, money, seller, deal } = office
  for (let n = 0; n < 12; n++) {
    const invoice = await mine.payments.addInvoice({
      dealId: await deal(seller, (n % 4) * 50_00 + 100_00),
      issuedOn: '2026-11-01',
      dueOn: `2026-11-${String(10 + (n % 3)).padStart(2, '0')}`,
    })
    if (n % 2 === 0)
      await money.payments.addPayment({
        paidOn: `2026-11-${String(10 + (n % 4)).padStart(2, '0')}`,
        ...(n % 4 === 0 && { payerName: `Плательщик ${n % 3}`, documentNumber: String(n % 5) }),
        parts: [{ invoiceId: invoice.id, amountMinor: n % 3 === 0 ? 100_00 : 1_00 }],
      })
  }
  return office
}

describe('lists of money in an order of several columns', () => {
  test('invoices stand by the first column, equal ones by the next, and pages together are the list', async () => {
    const { mine } = await many()
    const { rows } = await mine.payments.invoices({ sort: 'due,-total', limit: 200 })
    expect(rows).toHaveLength(12)
    expect(rows).toEqual(
      rows.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn) || other.totalMinor - one.totalMinor),
    )
    for (const sort of [...invoiceSorts, 'state,-due', '-owed,number', 'client,owner,-deal,issued']) {
      const whole = (await mine.payments.invoices({ sort, limit: 200 })).rows.map(({ id }) => id)
      expect(
        await pagesOf((cursor) => mine.payments.invoices({ sort, limit: 5, ...(cursor && { cursor }) })),
        sort,
      ).toEqual(whole)
    }
  })

  test('payments stand as they are asked, what is empty at the end, and pages together are the list', async () => {
    const { api } = await many()
    const { rows } = await api.payments.payments({ sort: 'payer,-amount', limit: 200 })
    const payers = rows.map(({ payerName, parts }) => payerName ?? parts[0]?.company?.name ?? '')
    expect(payers).toEqual(payers.toSorted((one, other) => one.localeCompare(other, 'ru')))
    const documents = (await api.payments.payments({ sort: '-document', limit: 200 })).rows.map(
      ({ documentNumber }) => documentNumber,
    )
    expect(documents.findIndex((one) => one === null)).toBe(documents.filter((one) => one !== null).length)
    for (const sort of [...paymentSorts, '-amount,day', 'document,-payer,recorded']) {
      const whole = (await api.payments.payments({ sort, limit: 200 })).rows.map(({ id }) => id)
      expect(
        await pagesOf((cursor) => api.payments.payments({ sort, limit: 4, ...(cursor && { cursor }) })),
        sort,
      ).toEqual(whole)
    }
  })

  test('whoever sees everything has them by client and payer in the order in which a head puts together those of his people', async () => {
    const { api, head, companyId } = await many()
    const ids = [companyId, null]
    for (const name of ['Ёлка', 'автобус', 'Яблоко', 'Елка']) ids.push((await api.clients.addCompany({ name })).id)
    const all = await api.payments.invoices({ limit: 200 })
    for (const [n, { id }] of all.rows.entries())
      await app.database
        .updateTable('invoices')
        .set({ company_id: ids[n % ids.length] ?? null })
        .where('id', '=', id)
        .execute()
    for (const [n, { id, parts }] of (await api.payments.payments({ limit: 200 })).rows.entries()) {
      await app.database
        .updateTable('payments')
        .set({ payer_name: n % 2 === 0 ? `плательщик ${n % 3}` : null })
        .where('id', '=', id)
        .execute()
      for (const part of parts)
        await app.database
          .updateTable('payment_parts')
          .set({ company_id: ids[(n * 2 + 1) % ids.length] ?? null })
          .where('id', '=', part.id)
          .execute()
    }
    const heads = app.as(head).payments
    for (const sort of ['client', '-client']) {
      const expected = (await heads.invoices({ sort, limit: 200 })).rows.map(({ id }) => id)
      expect(expected).toHaveLength(12)
      for (const limit of [1, 5, 200])
        expect(
          await pagesOf((cursor) => api.payments.invoices({ sort, limit, ...(cursor && { cursor }) })),
          `${sort} ${limit}`,
        ).toEqual(expected)
    }
    for (const sort of ['payer', '-payer']) {
      const expected = (await heads.payments({ sort, limit: 200 })).rows.map(({ id }) => id)
      expect(expected).toHaveLength(6)
      for (const limit of [1, 4, 200])
        expect(
          await pagesOf((cursor) => api.payments.payments({ sort, limit, ...(cursor && { cursor }) })),
          `${sort} ${limit}`,
        ).toEqual(expected)
    }
  })

  test('an order that does not exist, and a cursor of another one, are refused', async () => {
    const { api } = await many()
    await expect(api.payments.invoices({ sort: 'price' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(api.payments.payments({ sort: 'day,day' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const { nextCursor } = await api.payments.payments({ sort: 'day', limit: 1 })
    await expect(api.payments.payments({ sort: '-day', cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'CURSOR_BROKEN',
    })
  })

  test('sums and debts leave out what is in the trash with its deal', async () => {
    const { api, owner, mine, seller, deal } = await officeOf(app)
    const dealId = await deal(seller, 500_00)
    await mine.payments.addInvoice({ dealId })
    await mine.payments.addInvoice({ dealId: await deal(seller, 200_00) })
    const owed = async () => ({
      sum: (await api.payments.invoiceTotals({})).owedMinor,
      list: (await api.payments.invoices({})).rows.length,
      debts: (await api.payments.receivables({ by: 'company' })).rows.reduce(
        (all, { owedMinor }) => all + owedMinor,
        0,
      ),
    })
    expect(await owed()).toEqual({ sum: 700_00, list: 2, debts: 700_00 })
    await app.as(owner).deals.trash({ ids: [dealId], deleted: true })
    expect(await owed()).toEqual({ sum: 200_00, list: 1, debts: 200_00 })
  })
})

test('what is due and the note are changed where the invoice stands, by the version that was read', async () => {
  const { mine, seller, deal } = await officeOf(app)
  await mine.payments.addInvoice({ dealId: await deal(seller), note: 'Первая' })
  const [row] = (await mine.payments.invoices({})).rows
  expect(row).toMatchObject({ note: 'Первая', version: 1 })
  const { id, version } = row ?? { id: '', version: 0 }
  await mine.payments.editInvoice({ id, version, dueOn: '2026-12-01' })
  expect((await mine.payments.invoices({})).rows[0]).toMatchObject({ dueOn: '2026-12-01', note: 'Первая' })
  await expect(mine.payments.editInvoice({ id, version, note: 'Позже' })).rejects.toMatchObject({
    code: 'INVOICE_CHANGED',
  })
})
