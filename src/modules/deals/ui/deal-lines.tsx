import type { Currency } from '#core/money/currency.ts'
import { formats } from '#core/i18n/format.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import css from './deals.module.css'
import { type Card, useDealsTexts } from './use-deals.ts'

const TIMES = '×'

/** Products of a deal; one that is not known keeps the name it came with and says so. */
export function DealLines({ card }: { card: Card }) {
  const texts = useDealsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const currency = card.currency as Currency
  const sum = card.lines.reduce((all, line) => all + Math.round(line.quantity * line.priceMinor), 0)
  return (
    <div>
      <h3 className={css.subhead}>{texts.card.lines}</h3>
      <table className={css.lines}>
        <tbody>
          {card.lines.map((line) => (
            <tr key={line.lineNo}>
              <td>
                {line.productName}
                {line.productId === null && <small className={css.warning}>{texts.card.unmatched}</small>}
              </td>
              <td>
                {format.number(line.quantity)} {TIMES} {format.moneyExact(line.priceMinor, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sum !== card.amountMinor && (
        <p className={css.quiet}>{texts.card.linesDiffer(format.moneyExact(sum, currency))}</p>
      )}
    </div>
  )
}
