/** What tests of invoices and payments stand on. */
import type { TestApp, TestPerson } from './testing.ts'

/** A company that sells: its people, a client, and how each of them makes a deal with one line. */
export async function officeOf(app: TestApp) {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  const other = await company.person({ name: 'Сергей Сосед', managerId: head.id })
  const rival = await company.person({ name: 'Роман Чужой' })
  const finance = await company.person({ role: 'finance' })
  const api = app.as(owner)
  await api.payments.addFirm({ name: 'ООО «Мостик»', numberPrefix: 'МС-', nextNumber: 7, dueDays: 5 })
  const { id: companyId } = await api.clients.addCompany({ name: 'Завод «Прогресс»', inn: '7707083893' })
  const deal = async (who: TestPerson, priceMinor = 100_000_00) => {
    const mine = app.as(who)
    const { id: dealId } = await mine.deals.create({ title: 'Насосы', companyId, amountMinor: priceMinor })
    const line = { productId: null, productName: 'Насос', quantity: 1, priceMinor, vatPercent: 22 as const }
    await mine.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [line] })
    return dealId
  }
  return {
    owner,
    head,
    seller,
    other,
    rival,
    finance,
    api,
    deal,
    companyId,
    money: app.as(finance),
    mine: app.as(seller),
  }
}
