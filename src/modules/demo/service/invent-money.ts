import { addDays, type Day, DAY_MS, daysBetween } from '#core/calendar/day.ts'
import { lineSum, linesSum } from '#modules/products/api.ts'
import type { NewInvoice, NewPayment } from '#modules/payments/api.ts'
import type { BilledDeal, DemoContract } from '../data/money-deals.ts'
import type { Random } from '../calc/random.ts'
import { dayText } from '../calc/working-time.ts'

export interface DemoMoney {
  invoices: NewInvoice[]
  payments: NewPayment[]
  contracts: DemoContract[]
}

const VAT = 22
/** Contracts are made for deals from half a million on. */
const CONTRACT_FROM_MINOR = 50_000_000

/**
 * An invoice for each deal that came so far: most are paid in time, some in two parts, a few late or not at all. What is old is paid:
 * nobody lets a debt lie for a year. Numbers run by the day.
 */
export function inventMoney(
  random: Random,
  deals: readonly BilledDeal[],
  { today, firmId, seller }: { today: Day; firmId: string; seller: NewInvoice['seller'] },
): DemoMoney {
  const money: DemoMoney = { invoices: [], payments: [], contracts: [] }
  const dated = deals.map((deal) => ({ deal, issuedOn: issueDay(random, deal, today) }))
  dated.sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0))
  for (const [index, { deal, issuedOn }] of dated.entries()) {
    const lines = deal.lines.map((line) => ({
      ...line,
      unit: line.name === 'Пусконаладка' ? 'усл.' : 'шт',
      discountBp: 0,
      vatPercent: VAT,
    }))
    const { totalMinor, vatMinor } = linesSum(lines, 'included')
    const contract =
      totalMinor >= CONTRACT_FROM_MINOR ? contractOf(random, deal, { index, issuedOn, firmId, totalMinor }) : null
    if (contract) money.contracts.push(contract)
    const invoice: NewInvoice = {
      id: random.id(Date.parse(issuedOn)),
      ownerId: deal.ownerId,
      dealId: deal.id,
      companyId: deal.companyId,
      contractId: contract?.id ?? null,
      firmId,
      number: `ПН-${index + 1}`,
      issuedOn,
      dueOn: addDays(issuedOn, random.pick([5, 5, 7, 10, 14])),
      currency: 'RUB',
      vatMode: 'included',
      totalMinor,
      vatMinor,
      baseMinor: totalMinor,
      seller,
      buyer: { name: deal.companyName, inn: deal.inn, kpp: deal.kpp, address: deal.address },
      note: null,
      createdBy: deal.ownerId,
      lines: lines.map((line) => ({ ...line, ...pick(lineSum(line, 'included')) })),
    }
    money.invoices.push(invoice)
    money.payments.push(...paymentsOf(random, deal, invoice, today))
  }
  return money
}

const pick = ({ totalMinor, vatMinor }: { totalMinor: number; vatMinor: number }) => ({ totalMinor, vatMinor })

/** A won deal was billed some days before; an open one after it came to its stage, never later than today. */
function issueDay(random: Random, { isWon, at }: BilledDeal, today: Day): Day {
  const moved = at.getTime() + (isWon ? -random.below(9) : random.below(3)) * DAY_MS
  const day = dayText(moved)
  return day > today ? today : day
}

function contractOf(
  random: Random,
  deal: BilledDeal,
  { index, issuedOn, firmId, totalMinor }: { index: number; issuedOn: Day; firmId: string; totalMinor: number },
): DemoContract {
  const signedOn = addDays(issuedOn, -1 - random.below(12))
  return {
    id: random.id(Date.parse(signedOn)),
    ownerId: deal.ownerId,
    dealId: deal.id,
    companyId: deal.companyId,
    firmId,
    number: `${index + 1}/${signedOn.slice(2, 4)}-П`,
    signedOn,
    amountMinor: totalMinor,
    validUntil: `${Number(signedOn.slice(0, 4)) + 1}${signedOn.slice(4, 8)}01`,
    state: deal.isWon || random.chance(0.6) ? 'signed' : 'sent',
  }
}

function paymentsOf(random: Random, deal: BilledDeal, invoice: NewInvoice, today: Day): NewPayment[] {
  const age = daysBetween(invoice.issuedOn as Day, today)
  const parts = random.chance(0.16) ? [0.5, 0.5] : [1]
  const forgets = age < 100 && random.chance(deal.isWon ? 0.09 : 0.45)
  const late = random.chance(0.22) ? 6 + random.below(28) : -random.below(4)
  let left = invoice.totalMinor
  const payments: NewPayment[] = []
  for (const [index, share] of parts.entries()) {
    const isLast = index === parts.length - 1
    const amountMinor = isLast ? left : Math.round((invoice.totalMinor * share) / 100_000) * 100_000
    const paidOn = addDays(addDays(invoice.dueOn as Day, late), index * (12 + random.below(10)))
    // Whoever forgets has paid the first half at best.
    if (paidOn > today || amountMinor <= 0 || (forgets && isLast)) break
    left -= amountMinor
    payments.push(
      paymentOf(random, deal, invoice, {
        paidOn: paidOn < invoice.issuedOn ? (invoice.issuedOn as Day) : paidOn,
        amountMinor,
      }),
    )
  }
  return payments
}

function paymentOf(
  random: Random,
  deal: BilledDeal,
  invoice: NewInvoice,
  { paidOn, amountMinor }: { paidOn: Day; amountMinor: number },
): NewPayment {
  const at = Date.parse(paidOn)
  const { id: invoiceId, dealId, companyId, ownerId: creditId } = invoice
  return {
    id: random.id(at),
    paidOn,
    currency: 'RUB',
    documentNumber: String(100 + random.below(9_000)),
    payerName: deal.companyName,
    payerInn: deal.inn,
    note: `Оплата по счёту № ${invoice.number}`,
    source: 'demo',
    externalKey: null,
    importId: null,
    createdBy: null,
    parts: [{ id: random.id(at), invoiceId, dealId, companyId, creditId, amountMinor, baseMinor: amountMinor }],
  }
}
