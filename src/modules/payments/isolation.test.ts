import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { officeOf } from '../../testing-payments.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const office = () => officeOf(app)

describe('nobody sees what is not his', () => {
  test('another team, another company and a stranger find no invoice, payment or contract by its id', async () => {
    const { mine, money, rival, seller, deal } = await office()
    const dealId = await deal(seller)
    const { id, version } = await mine.payments.addInvoice({ dealId })
    const contract = await mine.payments.addContract({ dealId, number: '1', signedOn: '2026-01-01' })
    const payment = await money.payments.addPayment({
      paidOn: '2026-11-20',
      parts: [{ invoiceId: id, amountMinor: 5 }],
    })
    const foreign = await office()
    for (const [someone, code] of [
      [app.as(rival), 'NOT_FOUND'],
      [foreign.api, 'NOT_FOUND'],
      [foreign.money, 'NOT_FOUND'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const) {
      await expect(someone.payments.invoice({ id })).rejects.toMatchObject({ code })
      await expect(someone.payments.editInvoice({ id, version, note: 'x' })).rejects.toMatchObject({ code })
      await expect(someone.payments.cancelInvoice({ id, cancelled: true })).rejects.toMatchObject({ code })
      await expect(someone.payments.addInvoice({ dealId })).rejects.toMatchObject({ code })
      await expect(someone.payments.money({ dealId })).rejects.toMatchObject({ code })
      await expect(
        someone.payments.editContract({ id: contract.id, version: contract.version, number: 'x' }),
      ).rejects.toMatchObject({ code })
    }
    for (const [someone, code] of [
      [app.as(rival), 'FORBIDDEN'],
      [mine, 'FORBIDDEN'],
      [foreign.money, 'NOT_FOUND'],
    ] as const) {
      await expect(someone.payments.voidPayment({ id: payment.id, reason: 'x' })).rejects.toMatchObject({ code })
    }
    expect((await app.as(rival).payments.invoices({})).rows).toEqual([])
    expect((await app.as(rival).payments.payments({})).rows).toEqual([])
    expect((await foreign.api.payments.payments({})).rows).toEqual([])
    expect((await app.as(rival).payments.invoiceTotals({})).count).toBe(0)
    expect((await mine.payments.payments({ dealId })).rows).toHaveLength(1)
  })

  test('of a payment over invoices of two teams each sees its part, and a head of one cannot void it', async () => {
    const { mine, money, rival, head, seller, deal } = await office()
    const ours = await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) })
    const theirs = await app.as(rival).payments.addInvoice({ dealId: await deal(rival, 100_00) })
    const { id } = await money.payments.addPayment({
      paidOn: '2026-11-20',
      parts: [
        { invoiceId: ours.id, amountMinor: 10_00 },
        { invoiceId: theirs.id, amountMinor: 90_00 },
      ],
    })
    const [seen] = (await mine.payments.payments({})).rows
    expect(seen).toMatchObject({ id, amountMinor: 10_00, parts: [{ invoice: { number: ours.number } }] })
    await expect(app.as(head).payments.voidPayment({ id, reason: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('a head records and voids money of his own team, and no advance of another team’s client', async () => {
    const { mine, head, seller, rival, api, deal } = await office()
    const boss = app.as(head)
    const invoice = await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) })
    const own = await boss.payments.addPayment({
      paidOn: '2026-11-20',
      parts: [
        { invoiceId: invoice.id, amountMinor: 60_00 },
        { dealId: invoice.deal.id, amountMinor: 5_00 },
      ],
    })
    expect(own.amountMinor).toBe(65_00)
    expect((await boss.payments.voidPayment({ id: own.id, reason: 'Ошибка' })).voided?.reason).toBe('Ошибка')
    const nobodys = await api.clients.addCompany({ name: 'Ничей' })
    await app.database.updateTable('companies').set({ owner_id: null }).where('id', '=', nobodys.id).execute()
    const advance = await boss.payments.addPayment({
      paidOn: '2026-11-20',
      parts: [{ companyId: nobodys.id, amountMinor: 5_00 }],
    })
    expect(advance.parts[0]?.credit?.id).toBe(head.id)
    const theirs = await api.clients.addCompany({ name: 'Чужой' })
    await app.database.updateTable('companies').set({ owner_id: rival.id }).where('id', '=', theirs.id).execute()
    await expect(
      boss.payments.addPayment({ paidOn: '2026-11-20', parts: [{ companyId: theirs.id, amountMinor: 5_00 }] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('after a hand-over the new owner sees the invoice and its payments; the credit stays where it was', async () => {
    const { mine, money, api, other, seller, deal } = await office()
    const dealId = await deal(seller, 100_00)
    const invoice = await mine.payments.addInvoice({ dealId })
    await money.payments.addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: invoice.id, amountMinor: 10_00 }] })
    const { version } = await api.deals.get({ id: dealId })
    await api.deals.edit({ id: dealId, version, changes: { ownerId: other.id } })
    const theirs = await app.as(other).payments.invoice({ id: invoice.id })
    expect(theirs).toMatchObject({
      paidMinor: 10_00,
      payments: [{ amountMinor: 10_00 }],
      owner: { name: 'Сергей Сосед' },
    })
    await expect(mine.payments.invoice({ id: invoice.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [credit] = await app.database
      .selectFrom('payment_parts')
      .select('credit_id')
      .where('invoice_id', '=', invoice.id)
      .execute()
    expect(credit?.credit_id).toBe(seller.id)
  })

  test('marketing reads no invoices', async () => {
    const { owner } = await office()
    const company = { id: owner.workspaceId }
    const row = { workspace_id: company.id, full_name: 'Марк', role: 'marketing', state: 'active' }
    const { id } = await app.database.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow()
    await expect(app.as({ id, workspaceId: company.id }).payments.invoices({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
