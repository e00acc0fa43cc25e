import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { officeOf } from '../../testing-payments.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a payment stands in its own day of the company, west of Greenwich too', async () => {
  const { owner, api, money, seller, deal, companyId } = await officeOf(app)
  const zone = { time_zone: 'America/New_York' }
  await app.database.updateTable('workspaces').set(zone).where('id', '=', owner.workspaceId).execute()
  const { id } = await api.payments.addInvoice({ dealId: await deal(seller) })
  await money.payments.addPayment({ paidOn: '2026-11-20', parts: [{ invoiceId: id, amountMinor: 100_00 }] })
  const { rows } = await api.clients.timeline({ kind: 'company', id: companyId })
  expect(rows.find(({ kind }) => kind === 'payment')?.at).toBe('2026-11-20T05:00:00.000Z')
})
