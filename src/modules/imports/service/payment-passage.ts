import { dayOf } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey } from '#core/files/values.ts'
import { type Currency, wholeOf } from '#core/money/currency.ts'
import { companiesByKeys, type StoredCompany } from '#modules/clients/api.ts'
import {
  insertPayments,
  invoiceNumbersIn,
  invoicesToMatch,
  type MatchableInvoice,
  matchPayment,
  type NewPayment,
  paymentsByKeys,
} from '#modules/payments/api.ts'
import { knownRow, newRow, refusedRow } from '../calc/import-counts.ts'
import { KnownCompanies } from '../calc/known-companies.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { type RowValues, valuesReader } from '../calc/row-values.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

interface Wanted {
  line: number
  paidOn: string | null
  amountMinor: number
  inn: string | null
  kpp: string | null
  payer: string
  document: string
  purpose: string
  numbers: string[]
  key: string
  problems: RowProblem[]
  label: RowValues['label']
}

/**
 * Payments of a bank or of 1С: the client by ИНН, else by name; the invoices by the number in its column or in the purpose. A payment that
 * is here already is left alone, so the same statement may come twice.
 */
export async function paymentPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, currency, write, personId, reach } = settings
  const values = valuesReader(mapping, file, zone)
  const report = new RowReport(tx, settings, file)
  const today = dayOf(settings.now, zone)
  /** Payments of this file by key: two of the same day and sum without a number are two. */
  const seen = new Map<string, { times: number; line: number }>()
  /** What this file has paid already, on top of what the database knows: a dry run writes nothing. */
  const paidHere = new Map<string, number>()

  return {
    async take(rows) {
      const records = await report.records(rows)
      const wanted = records.map((row) => wantedOf(row.line, values(row)))
      const known = await surroundings(wanted)
      const payments: NewPayment[] = []
      const outcomes = wanted.map((one) => {
        const { line, problems } = one
        const here = known.payments.get(one.key)
        if (here !== undefined && !isRejected(problems)) return knownRow(line, here)
        const payment = isRejected(problems) ? null : paymentOf(one, known)
        if (!payment) return refusedRow(one)
        payments.push(payment)
        return newRow(one, payment.id)
      })
      if (write && payments.length > 0) await insertPayments(tx, workspaceId, payments)
      await report.add(outcomes)
    },
    async end() {
      // Who looks at invoices now sees them paid; whose they are is many people's.
      if (write) announce(tx, { workspaceId, topic: 'invoice', id: importId, ownerIds: [], byPersonId: null })
    },
    settle: async () => {},
    result: () => report.counting.result({}),
    made: () => ({}),
    needsRebuild: false,
  }

  function wantedOf(line: number, read: RowValues): Wanted {
    const { problems } = read
    const paidOn = read.day('paidOn')
    const amount = read.money('amount')
    const inn = read.inn('payerInn')
    const kpp = read.kpp('payerKpp', 'payerInn')
    const payer = read.text('payer', 500)
    const document = read.text('documentNumber', 100)
    const purpose = read.text('purpose', 2_000)
    const invoice = read.text('invoiceNumber', 200)
    const isBroken = isRejected(problems)
    if (paidOn === null && !isBroken) problems.push(rejected(read.label('paidOn'), '', 'DAY_MISSING'))
    else if (paidOn !== null && paidOn > today)
      problems.push(rejected(read.label('paidOn'), paidOn, 'DATE_IN_FUTURE', { day: paidOn }))
    if (!amount && !isBroken) problems.push(rejected(read.label('amount'), '', 'AMOUNT_MISSING'))
    if (mapping.currency !== currency)
      problems.push(
        rejected(null, mapping.currency, 'RATE_MISSING', { currency: mapping.currency, day: paidOn ?? today }),
      )
    const plain = [paidOn, amount, inn ?? companyNameKey(payer), document].join('|')
    const before = seen.get(plain)
    const times = (before?.times ?? 0) + 1
    seen.set(plain, { times, line: before?.line ?? line })
    if (document !== '' && before && !isRejected(problems))
      problems.push(rejected(read.label('documentNumber'), document, 'ID_REPEATED', { line: before.line }))
    const numbers = invoice === '' ? invoiceNumbersIn(purpose) : invoice.split(/[,;]/).map((one) => one.trim())
    const key = times > 1 ? `${plain}|${times}` : plain
    return {
      line,
      paidOn,
      amountMinor: amount ?? 0,
      inn,
      kpp,
      payer,
      document,
      purpose,
      numbers,
      key,
      problems,
      label: (target) => read.label(target),
    }
  }

  async function surroundings(wanted: readonly Wanted[]) {
    const list = (pick: (one: Wanted) => string | null) => [...new Set(wanted.flatMap((one) => pick(one) || []))]
    const companies = await companiesByKeys(tx, workspaceId, {
      inns: list(({ inn }) => inn),
      names: list(({ inn, payer }) => (inn ? null : companyNameKey(payer))),
      phones: [],
      emails: [],
    })
    const invoices = await invoicesToMatch(tx, workspaceId, {
      companyIds: companies.map(({ id }) => id),
      numbers: [...new Set(wanted.flatMap(({ numbers }) => numbers))],
      lock: write,
    })
    const payments = await paymentsByKeys(
      tx,
      workspaceId,
      wanted.map(({ key }) => key),
    )
    const own = invoices.filter((invoice) => invoice.currency === currency)
    return {
      companies: new KnownCompanies(companies),
      payments,
      // Written ones stand in the database by now; of a dry run only we know.
      invoices: write ? own : own.map((one) => ({ ...one, paidMinor: one.paidMinor + (paidHere.get(one.id) ?? 0) })),
    }
  }

  function paymentOf(
    one: Wanted,
    { companies, invoices }: { companies: KnownCompanies<StoredCompany>; invoices: MatchableInvoice[] },
  ): NewPayment | null {
    const nameKey = one.inn || one.payer === '' ? '' : companyNameKey(one.payer)
    const company = companies.find({ inn: one.inn, kpp: one.kpp, phoneKey: null, email: null, nameKey })
    const own = invoices.filter(({ companyId }) => company && companyId === company.id)
    const { parts, note } = matchPayment(one.amountMinor, one.numbers, { own, all: invoices })
    const first = parts.find(({ invoice }) => invoice)?.invoice
    if (!company && !first) {
      one.problems.push(rejected(one.label('payerInn') ?? one.label('payer'), one.inn ?? one.payer, 'CLIENT_UNKNOWN'))
      return null
    }
    // An advance belongs to whoever has the client; another team's money another one brings in.
    const clientOf = company?.ownerId ?? first?.ownerId ?? null
    const isTheirs = reach.people !== null && clientOf !== null && !reach.people.has(clientOf)
    if (isTheirs && parts.some(({ invoice }) => invoice === null)) {
      one.problems.push(
        rejected(one.label('payer') ?? one.label('payerInn'), one.payer || (one.inn ?? ''), 'CLIENT_OF_OTHERS'),
      )
      return null
    }
    const advanceCredit = clientOf ?? (reach.people === null ? null : personId)
    if (note) {
      const advance = parts.find(({ invoice }) => invoice === null)?.amountMinor ?? 0
      const column = one.label('invoiceNumber') ?? one.label('purpose')
      one.problems.push(
        changed(column, one.numbers.join(', ') || one.purpose, note, {
          amount: wholeOf(advance, currency as Currency),
        }),
      )
    }
    for (const { invoice, amountMinor } of parts) {
      if (!invoice) continue
      invoice.paidMinor += amountMinor
      paidHere.set(invoice.id, (paidHere.get(invoice.id) ?? 0) + amountMinor)
    }
    return {
      id: uuid7(),
      paidOn: one.paidOn ?? today,
      currency,
      documentNumber: one.document || null,
      payerName: one.payer || company?.name || null,
      payerInn: one.inn,
      note: one.purpose || null,
      source: 'import',
      externalKey: one.key,
      importId,
      createdBy: personId,
      parts: parts.map(({ invoice, amountMinor }) => ({
        id: uuid7(),
        invoiceId: invoice?.id ?? null,
        dealId: invoice?.dealId ?? null,
        companyId: invoice?.companyId ?? company?.id ?? first?.companyId ?? null,
        creditId: invoice ? invoice.ownerId : advanceCredit,
        amountMinor,
        baseMinor: amountMinor,
      })),
    }
  }
}
