import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { officeOf } from '../../testing-payments.ts'
import { receivablesBy } from './data/invoice-list.ts'
import { tellOverdue } from './service/overdue.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const office = () => officeOf(app)

describe('invoices', () => {
  test('an invoice copies the lines, takes the next number and says its sum in words', async () => {
    const { mine, seller, deal } = await office()
    const dealId = await deal(seller)
    const invoice = await mine.payments.addInvoice({ dealId })
    expect(invoice).toMatchObject({
      number: 'МС-7',
      issuedOn: '2026-11-21',
      dueOn: '2026-11-26',
      state: 'waiting',
      totalMinor: 100_000_00,
      totals: { vatMinor: 18_032_79 },
      inWords: 'Сто тысяч рублей 00 копеек',
      seller: { name: 'ООО «Мостик»' },
      buyer: { name: 'Завод «Прогресс»', inn: '7707083893' },
      lines: [{ productName: 'Насос', quantity: 1 }],
      owner: { name: 'Семён Продавец' },
    })
    expect((await mine.payments.addInvoice({ dealId })).number).toBe('МС-8')
    await expect(mine.payments.addInvoice({ dealId, number: 'МС-8' })).rejects.toMatchObject({
      code: 'INVOICE_NUMBER_TAKEN',
    })
    // A number that somebody took by hand is stepped over.
    await mine.payments.addInvoice({ dealId, number: 'МС-9' })
    expect((await mine.payments.addInvoice({ dealId })).number).toBe('МС-10')
  })

  test('of those who take one number by hand at once, all but the first are told so', async () => {
    const { mine, seller, deal } = await office()
    const dealIds: string[] = []
    for (let n = 0; n < 8; n++) dealIds.push(await deal(seller))
    const all = await Promise.all(
      dealIds.map((dealId) =>
        mine.payments.addInvoice({ dealId, number: 'А-1' }).then(
          () => 'made',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(all.filter((answer) => answer !== 'INVOICE_NUMBER_TAKEN')).toEqual(['made'])
  })

  test('twenty people bill at once: no number twice and none left out', async () => {
    const { mine, seller, deal } = await office()
    const dealId = await deal(seller)
    const made = await Promise.all(Array.from({ length: 20 }, () => mine.payments.addInvoice({ dealId })))
    const numbers = made.map(({ number }) => Number(number.slice(3))).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => 7 + index))
  })

  test('what was issued does not change when the deal, the firm or the client do', async () => {
    const { mine, api, seller, deal, companyId } = await office()
    const dealId = await deal(seller)
    const { id } = await mine.payments.addInvoice({ dealId })
    await mine.products.saveDealLines({ dealId, version: 2, vatMode: 'included', lines: [] })
    const [firm] = (await api.payments.firms({})).firms
    await api.payments.editFirm({ id: firm?.id ?? '', version: firm?.version ?? 0, name: 'ООО «Другое»' })
    const { version } = await api.clients.company({ id: companyId })
    await api.clients.editCompany({ id: companyId, version, name: 'Переименован' })
    expect(await mine.payments.invoice({ id })).toMatchObject({
      totalMinor: 100_000_00,
      lines: [{ productName: 'Насос' }],
      seller: { name: 'ООО «Мостик»' },
      buyer: { name: 'Завод «Прогресс»' },
    })
  })

  test('without lines or without requisites there is no invoice, and it says what to do', async () => {
    const { mine, seller } = await office()
    const { id: dealId } = await app.as(seller).deals.create({ title: 'Пустая' })
    await expect(mine.payments.addInvoice({ dealId })).rejects.toMatchObject({ code: 'DEAL_WITHOUT_LINES' })
    const stranger = await app.company()
    await stranger.pipeline()
    const boss = app.as(await stranger.person({ role: 'owner' }))
    const { id } = await boss.deals.create({ title: 'Без реквизитов' })
    await expect(boss.payments.addInvoice({ dealId: id })).rejects.toMatchObject({ code: 'NO_OWN_FIRM' })
    await expect(boss.payments.addFirm({ name: 'ООО', bik: '12345' })).rejects.toMatchObject({
      code: 'REQUISITE_WRONG',
      data: { field: 'bik' },
    })
    await expect(boss.payments.addFirm({ name: 'ООО', inn: '7707083890' })).rejects.toMatchObject({ code: 'INN_WRONG' })
  })

  test('a paid invoice is not cancelled, a cancelled one is not paid', async () => {
    const { mine, money, seller, deal } = await office()
    const { id } = await mine.payments.addInvoice({ dealId: await deal(seller) })
    expect((await mine.payments.cancelInvoice({ id, cancelled: true })).state).toBe('cancelled')
    const pay = () => money.payments.addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: id, amountMinor: 1 }] })
    await expect(pay()).rejects.toMatchObject({ code: 'INVOICE_IS_CANCELLED' })
    await mine.payments.cancelInvoice({ id, cancelled: false })
    await pay()
    await expect(mine.payments.cancelInvoice({ id, cancelled: true })).rejects.toMatchObject({
      code: 'INVOICE_IS_PAID',
    })
  })
})

describe('payments', () => {
  test('one payment over two invoices, the rest an advance; a return; a void one leaves no trace in the sums', async () => {
    const { mine, money, seller, deal, companyId } = await office()
    const first = await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) })
    const second = await mine.payments.addInvoice({ dealId: await deal(seller, 200_00) })
    const payment = await money.payments.addPayment({
      paidOn: '2026-11-20',
      documentNumber: '815',
      parts: [
        { invoiceId: first.id, amountMinor: 100_00 },
        { invoiceId: second.id, amountMinor: 50_00 },
        { companyId, amountMinor: 25_00 },
      ],
    })
    expect(payment).toMatchObject({
      amountMinor: 175_00,
      parts: [{ invoice: { number: 'МС-7' } }, {}, { invoice: null }],
    })
    const stateOf = async (id: string) => {
      const { state, paidMinor, owedMinor } = await mine.payments.invoice({ id })
      return [state, paidMinor, owedMinor]
    }
    expect(await stateOf(first.id)).toEqual(['paid', 100_00, 0])
    expect(await stateOf(second.id)).toEqual(['partly', 50_00, 150_00])
    await money.payments.addPayment({ paidOn: '2026-11-21', parts: [{ invoiceId: first.id, amountMinor: -40_00 }] })
    expect(await stateOf(first.id)).toEqual(['partly', 60_00, 40_00])
    await money.payments.allocatePayment({
      id: payment.id,
      version: payment.version,
      parts: [
        { invoiceId: second.id, amountMinor: 75_00 },
        { invoiceId: first.id, amountMinor: 40_00 },
        { companyId, amountMinor: 60_00 },
      ],
    })
    expect(await stateOf(first.id)).toEqual(['waiting', 0, 100_00])
    expect(await stateOf(second.id)).toEqual(['partly', 75_00, 125_00])
    await money.payments.voidPayment({ id: payment.id, reason: 'Ошибка банка' })
    expect(await stateOf(second.id)).toEqual(['waiting', 0, 200_00])
    await expect(money.payments.voidPayment({ id: payment.id, reason: 'Ещё раз' })).rejects.toMatchObject({
      code: 'PAYMENT_IS_VOID',
    })
    const facts = await app.database
      .selectFrom('facts.payments' as 'deals')
      .select(['amount_minor'])
      .where('workspace_id', '=', seller.workspaceId)
      .execute()
    expect(facts).toEqual([{ amount_minor: -40_00 }])
  })

  test('an invoice from which money is taken for another one is told of too', async () => {
    const { mine, money, seller, deal } = await office()
    const [first, second] = [
      await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) }),
      await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) }),
    ]
    const paidOn = '2026-11-20'
    const payment = await money.payments.addPayment({ paidOn, parts: [{ invoiceId: first.id, amountMinor: 50_00 }] })
    const heard: string[] = []
    const stop = app.gate.onChanges((changes) => void heard.push(...changes.map(({ id }) => id)))
    const parts = [{ invoiceId: second.id, amountMinor: 50_00 }]
    await money.payments.allocatePayment({ id: payment.id, version: payment.version, parts })
    stop()
    expect(heard.toSorted()).toEqual([first.id, second.id].toSorted())
  })

  test('kept sums are what the parts say, after any walk of commands', async () => {
    const { mine, money, seller, deal } = await office()
    const invoices = []
    for (let n = 0; n < 4; n++) invoices.push(await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) }))
    const made: string[] = []
    for (let step = 0; step < 40; step++) {
      const invoice = invoices[(step * 7) % 4]
      const amount = ((step * 37) % 60) - 20
      const done = await money.payments
        .addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: invoice?.id ?? '', amountMinor: amount || 5 }] })
        .catch(() => null)
      if (done) made.push(done.id)
      const victim = made[step % 5]
      if (step % 6 === 5 && victim) await money.payments.voidPayment({ id: victim, reason: 'x' }).catch(() => null)
    }
    const kept = await app.database
      .selectFrom('invoices')
      .select(['id', 'paid_minor'])
      .where('workspace_id', '=', seller.workspaceId)
      .execute()
    const parts = await app.database
      .selectFrom('payment_parts')
      .select(['invoice_id', 'amount_minor', 'voided'])
      .where('workspace_id', '=', seller.workspaceId)
      .execute()
    for (const { id, paid_minor } of kept) {
      const own = parts.filter((part) => part.invoice_id === id && !part.voided)
      expect(Number(paid_minor)).toBe(own.reduce((sum, part) => sum + Number(part.amount_minor), 0))
      expect(Number(paid_minor)).toBeGreaterThanOrEqual(0)
    }
  })

  test('two people record the last money of an invoice at once: one is refused', async () => {
    const { mine, money, api, seller, deal } = await office()
    const { id } = await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) })
    const pay = (who: typeof api) =>
      who.payments.addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: id, amountMinor: 100_00 }] })
    const results = await Promise.allSettled([pay(money), pay(api)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await mine.payments.invoice({ id })).paidMinor).toBe(100_00)
  })

  test('what does not fit is refused with the figure', async () => {
    const { mine, money, seller, deal } = await office()
    const { id } = await mine.payments.addInvoice({ dealId: await deal(seller, 100_00) })
    const pay = (given: object) =>
      money.payments.addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: id, amountMinor: 10_00 }], ...given })
    await expect(pay({ parts: [{ invoiceId: id, amountMinor: 100_01 }] })).rejects.toMatchObject({
      code: 'PART_TOO_LARGE',
      data: { owedMinor: 100_00 },
    })
    await expect(
      pay({
        parts: [
          { invoiceId: id, amountMinor: 60_00 },
          { invoiceId: id, amountMinor: 60_00 },
        ],
      }),
    ).rejects.toMatchObject({ code: 'PART_TOO_LARGE' })
    await expect(pay({ parts: [{ invoiceId: id, amountMinor: -1 }] })).rejects.toMatchObject({
      code: 'RETURN_TOO_LARGE',
    })
    await expect(pay({ parts: [{ amountMinor: 5 }] })).rejects.toMatchObject({ code: 'PART_WITHOUT_CLIENT' })
    await expect(pay({ parts: [{ invoiceId: id, amountMinor: 0 }] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(pay({ parts: [{ invoiceId: crypto.randomUUID(), amountMinor: 5 }] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(pay({ paidOn: '2026-11-22' })).rejects.toMatchObject({ code: 'PAID_IN_FUTURE' })
    const payment = await pay({})
    await expect(
      money.payments.allocatePayment({
        id: payment.id,
        version: payment.version,
        parts: [{ invoiceId: id, amountMinor: 9_00 }],
      }),
    ).rejects.toMatchObject({ code: 'PARTS_DO_NOT_SUM', data: { amountMinor: 10_00, sumMinor: 9_00 } })
  })
})

describe('receivables', () => {
  test('overdue ones are listed, summed by seller and client, and told to the seller once a week', async () => {
    const { mine, head, money, seller, other, deal, api } = await office()
    // Works to the end of the year: whoever has not left yet is told still.
    await app.database.updateTable('people').set({ left_on: '2026-12-31' }).where('id', '=', seller.id).execute()
    const late = await mine.payments.addInvoice({
      dealId: await deal(seller, 300_00),
      issuedOn: '2026-10-01',
      dueOn: '2026-10-12',
    })
    await money.payments.addPayment({ paidOn: '2026-10-20', parts: [{ invoiceId: late.id, amountMinor: 100_00 }] })
    await app.as(other).payments.addInvoice({ dealId: await deal(other, 500_00) })
    const list = await mine.payments.invoices({ states: ['overdue'] })
    expect(list.rows).toMatchObject([{ number: late.number, state: 'overdue', overdueDays: 40, owedMinor: 200_00 }])
    const boss = app.as(head)
    expect(await boss.payments.invoiceTotals({})).toEqual({
      count: 2,
      totalMinor: 800_00,
      paidMinor: 100_00,
      owedMinor: 700_00,
      overdueCount: 1,
      overdueMinor: 200_00,
    })
    expect((await boss.payments.receivables({ by: 'seller' })).rows).toMatchObject([
      { subject: { name: 'Сергей Сосед' }, owedMinor: 500_00, overdueMinor: 0, ages: [500_00, 0, 0, 0, 0] },
      { subject: { name: 'Семён Продавец' }, owedMinor: 200_00, ages: [0, 0, 200_00, 0, 0], oldestDays: 40 },
    ])
    expect((await boss.payments.receivables({ by: 'company' })).rows).toMatchObject([
      { subject: { name: 'Завод «Прогресс»' }, invoices: 2, owedMinor: 700_00 },
    ])
    await expect(mine.payments.receivables({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await boss.payments.receivables({ by: 'seller' })).others).toMatchObject({ n: 0, owedMinor: 0 })
    // Of very many debtors the largest are listed, and what the others owe is not lost.
    const largest = await app.gate.asServer((tx) =>
      receivablesBy(tx, seller.workspaceId, 'seller', { today: '2026-11-21', most: 1 }),
    )
    expect(largest.rows).toMatchObject([{ name: 'Сергей Сосед', owedMinor: 500_00 }])
    expect(largest.others).toMatchObject({
      n: 1,
      invoices: 1,
      owedMinor: 200_00,
      overdueMinor: 200_00,
      ages: [0, 0, 200_00, 0, 0],
    })
    const tell = (day: string, at = '06:00') => app.gate.asServer((tx) => tellOverdue(tx, new Date(`${day}T${at}:00Z`)))
    // By the clock of the company: in Vladivostok it is half past eight of the 21st while the day before lasts in UTC.
    const move = (time_zone: string) =>
      app.database.updateTable('workspaces').set({ time_zone }).where('id', '=', seller.workspaceId).execute()
    await move('Asia/Vladivostok')
    expect(await tell('2026-11-21', '05:35')).toBe(0)
    expect(await tell('2026-11-20', '22:25')).toBe(0)
    await move('Europe/Moscow')
    expect(await tell('2026-11-20', '22:35')).toBe(0)
    await tell('2026-11-21')
    const told = () =>
      app.database.selectFrom('notices').select(['kind', 'path']).where('person_id', '=', seller.id).execute()
    expect(await told()).toEqual([{ kind: 'INVOICE_OVERDUE', path: `/invoices/${late.id}` }])
    await tell('2026-11-22')
    expect(await told()).toHaveLength(1)
    await tell('2026-11-28')
    expect(await told()).toHaveLength(2)
    // He leaves, the debt stays: the one above him hears of it.
    await app.database.updateTable('people').set({ left_on: '2026-12-01' }).where('id', '=', seller.id).execute()
    await tell('2026-12-06')
    expect(await told()).toHaveLength(2)
    const above = app.database.selectFrom('notices').select(['kind', 'path']).where('person_id', '=', head.id)
    expect((await above.execute()).filter(({ kind }) => kind === 'INVOICE_OVERDUE')).toEqual([
      { kind: 'INVOICE_OVERDUE', path: `/invoices/${late.id}` },
    ])
    expect((await api.payments.invoices({ text: 'прогресс' })).rows).toHaveLength(2)
  })

  test('states of the list are states of the rows, and pages together are the list', async () => {
    const { mine, money, seller, deal } = await office()
    for (let n = 0; n < 12; n++) {
      const dueOn = `2026-11-${String(10 + n).padStart(2, '0')}`
      const invoice = await mine.payments.addInvoice({
        dealId: await deal(seller, 100_00),
        issuedOn: '2026-11-01',
        dueOn,
      })
      if (n % 3 > 0)
        await money.payments.addPayment({
          paidOn: '2026-11-20',
          parts: [{ invoiceId: invoice.id, amountMinor: n % 3 === 1 ? 100_00 : 1 }],
        })
      if (n % 6 === 0) await mine.payments.cancelInvoice({ id: invoice.id, cancelled: true })
    }
    const all = (await mine.payments.invoices({})).rows
    for (const state of ['waiting', 'partly', 'overdue', 'paid', 'cancelled'] as const) {
      const { rows } = await mine.payments.invoices({ states: [state] })
      expect(rows.map(({ id }) => id)).toEqual(all.filter((row) => row.state === state).map(({ id }) => id))
    }
    for (const sort of ['due', '-due', 'issued', '-total', 'owed', '-owed'] as const) {
      const whole = (await mine.payments.invoices({ sort })).rows.map(({ id }) => id)
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await mine.payments.invoices({ sort, limit: 5, ...(cursor && { cursor }) })
        paged.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged).toEqual(whole)
    }
    await expect(mine.payments.invoices({ sort: 'due', cursor: 'кривой' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('contracts', () => {
  test('a signed contract runs out by itself; one with the dates upside down is refused', async () => {
    const { mine, seller, deal } = await office()
    const dealId = await deal(seller)
    const contract = await mine.payments.addContract({
      dealId,
      number: '12/26',
      signedOn: '2026-01-10',
      validUntil: '2026-11-20',
      state: 'signed',
    })
    expect(contract).toMatchObject({
      state: 'expired',
      deal: { name: 'Насосы' },
      company: { name: 'Завод «Прогресс»' },
    })
    const extended = await mine.payments.editContract({
      id: contract.id,
      version: contract.version,
      validUntil: '2026-12-31',
    })
    expect(extended.state).toBe('signed')
    for (const late of [{ number: '1' }, { validUntil: '2025-01-01' }])
      await expect(
        mine.payments.editContract({ id: contract.id, version: contract.version, ...late }),
      ).rejects.toMatchObject({ code: 'CONTRACT_CHANGED' })
    await expect(
      mine.payments.editContract({ id: contract.id, version: extended.version, validUntil: '2025-01-01' }),
    ).rejects.toMatchObject({ code: 'VALID_BEFORE_SIGNED' })
    expect((await mine.payments.money({ dealId })).contracts).toHaveLength(1)
  })
})
