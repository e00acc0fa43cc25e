import { formats } from '#core/i18n/format.ts'
import { type Currency, minorDigits, wholeOf } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import css from './invoice-sheet.module.css'
import { type InvoiceCard, usePaymentsTexts } from './use-payments.ts'

/** The invoice as a paper of A4 in the usual Russian form; black on white in both themes, it is meant for a printer. */
export function InvoiceSheet({ invoice }: { invoice: InvoiceCard }) {
  const { sheet: texts } = usePaymentsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const currency = invoice.currency as Currency
  const { seller, buyer, lines, totals } = invoice
  // Sums of a paper have their kopecks and no sign: the currency stands in words below.
  const sum = (minor: number) => format.number(wholeOf(minor, currency), { digits: minorDigits(currency) })
  const day = (text: string) => format.dayFull(text as Parameters<typeof format.dayFull>[0])
  const withDiscount = lines.some(({ discountBp }) => discountBp > 0)
  const party = ({ name, inn, kpp, address }: InvoiceCard['buyer']) =>
    [name, inn && `${texts.inn} ${inn}`, kpp && `${texts.kpp} ${kpp}`, address].filter(Boolean).join(', ')
  return (
    <article className={css.sheet}>
      {invoice.state === 'cancelled' && <p className={css.void}>{texts.cancelled}</p>}
      {(seller.bankName ?? seller.account) && (
        <table className={css.bank}>
          <tbody>
            <tr>
              <td colSpan={2} rowSpan={2}>
                {seller.bankName}
                <small>{texts.bankName}</small>
              </td>
              <th>{texts.bik}</th>
              <td>{seller.bik}</td>
            </tr>
            <tr>
              <th>{texts.accountShort}</th>
              <td>{seller.bankAccount}</td>
            </tr>
            <tr>
              <td>
                {texts.inn} {seller.inn}
              </td>
              <td>
                {texts.kpp} {seller.kpp}
              </td>
              <th rowSpan={2}>{texts.accountShort}</th>
              <td rowSpan={2}>{seller.account}</td>
            </tr>
            <tr>
              <td colSpan={2}>
                {seller.name}
                <small>{texts.receiver}</small>
              </td>
            </tr>
          </tbody>
        </table>
      )}
      <h2>{texts.title(invoice.number, day(invoice.issuedOn))}</h2>
      <dl className={css.parties}>
        <dt>{texts.seller}:</dt>
        <dd>{party(seller)}</dd>
        <dt>{texts.buyer}:</dt>
        <dd>{party(buyer)}</dd>
        {invoice.contract && (
          <>
            <dt>{texts.basis}:</dt>
            <dd>{texts.contract(invoice.contract.number, day(invoice.contract.signedOn))}</dd>
          </>
        )}
      </dl>
      <table className={css.goods}>
        <thead>
          <tr>
            <th>{texts.no}</th>
            <th>{texts.goods}</th>
            <th>{texts.quantity}</th>
            <th>{texts.unit}</th>
            <th>{texts.price}</th>
            {withDiscount && <th>{texts.discount}</th>}
            <th>{texts.sum}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.lineNo}>
              <td>{line.lineNo}</td>
              <td>{line.productName}</td>
              <td data-number>{format.number(line.quantity, { digits: fraction(line.quantity) })}</td>
              <td>{line.unit}</td>
              <td data-number>{sum(line.priceMinor)}</td>
              {withDiscount && (
                <td data-number>
                  {line.discountBp > 0 &&
                    format.share(line.discountBp / 10_000, { digits: line.discountBp % 100 === 0 ? 0 : 2 })}
                </td>
              )}
              <td data-number>{sum(invoice.vatMode === 'on_top' ? line.netMinor : line.totalMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={css.totals}>
        <dt>{texts.total}</dt>
        <dd>{sum(invoice.vatMode === 'on_top' ? totals.netMinor : totals.totalMinor)}</dd>
        {totals.vatByRate.length === 0 ? (
          <>
            <dt>{texts.noVat}</dt>
            <dd>{texts.dash}</dd>
          </>
        ) : (
          totals.vatByRate.map(({ percent, vatMinor }) => (
            <VatLine
              key={percent}
              label={invoice.vatMode === 'on_top' ? texts.vatOnTop(percent) : texts.vat(percent)}
              value={sum(vatMinor)}
            />
          ))
        )}
        <dt>{texts.toPay}</dt>
        <dd>{sum(totals.totalMinor)}</dd>
      </dl>
      <p>{texts.names(lines.length, format.moneyExact(totals.totalMinor, currency))}</p>
      <p className={css.words}>{invoice.inWords}</p>
      <p>{texts.dueOn(day(invoice.dueOn))}</p>
      {invoice.note && <p className={css.note}>{invoice.note}</p>}
      {seller.paymentNote && <p className={css.note}>{seller.paymentNote}</p>}
      <div className={css.signatures}>
        <p>
          {seller.directorTitle ?? texts.director} <i /> {seller.directorName}
        </p>
        <p>
          {texts.accountant} <i /> {seller.accountantName}
        </p>
      </div>
    </article>
  )
}

function VatLine({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}

function fraction(value: number): number {
  const [, digits = ''] = String(value).split('.')
  return Math.min(digits.length, 4)
}
