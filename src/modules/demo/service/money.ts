import { addDays, type Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { insertFirm, insertInvoices, insertPayments } from '#modules/payments/api.ts'
import { inventMoney } from './invent-money.ts'
import { Random } from '../calc/random.ts'
import { billedDeals, insertContracts, insertDiscountRequests, splitLines } from '../data/money-deals.ts'

const AT_ONCE = 1_500

/** Requisites that pass their checks and belong to nobody. */
const SELLER = {
  name: 'ООО «ПромНасос»',
  inn: '7701234560',
  kpp: '770101001',
  ogrn: '1187746123456',
  address: '115114, г. Москва, Дербеневская наб., д. 7, стр. 22',
  phone: '+7 900 000-00-00',
  bankName: 'АО «ДЕМОБАНК», г. Москва',
  bik: '044525000',
  account: '40702810900000012345',
  bankAccount: '30101810400000000000',
  directorTitle: 'Генеральный директор',
  directorName: 'Воронцов А. П.',
  accountantName: 'Лебедева И. С.',
  paymentNote: 'Товар отпускается после поступления денег на счёт поставщика. Счёт действителен до даты оплаты.',
}

/** Invoices, payments and contracts of the demo company, and questions about discounts. */
export async function writeMoney(
  tx: Tx,
  workspaceId: string,
  { today, now, seed }: { today: Day; now: Date; seed: number },
): Promise<void> {
  const random = new Random(seed + 11)
  await splitLines(tx, workspaceId, new Date(`${addDays(today, -120)}T00:00:00+03:00`))
  const deals = await billedDeals(tx, workspaceId)
  const firmId = random.id(Date.parse(today))
  const series = {
    numberPrefix: 'ПН-',
    nextNumber: deals.length + 1,
    dueDays: 5,
    vatPercent: 22 as const,
    archived: false,
  }
  await insertFirm(tx, workspaceId, firmId, { ...SELLER, ...series })
  const { invoices, payments, contracts } = inventMoney(random, deals, { today, firmId, seller: SELLER })
  for (const batch of batches(contracts)) await insertContracts(tx, workspaceId, batch)
  for (const batch of batches(invoices)) await insertInvoices(tx, workspaceId, batch)
  for (const batch of batches(payments)) await insertPayments(tx, workspaceId, batch)
  await insertDiscountRequests(tx, workspaceId, now)
}

function* batches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += AT_ONCE) yield items.slice(at, at + AT_ONCE)
}
