import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import type { LinesSum } from '../calc/line-sums.ts'
import css from './lines.module.css'
import { useProductsTexts } from './use-products.ts'

/** What the lines come to: discount, VAT by rate, total. */
export function LinesTotals({ sums, currency }: { sums: LinesSum; currency: Currency }) {
  const { lines: texts } = useProductsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const money = (minor: number) => format.moneyExact(minor, currency)
  const rows: [string, number][] = [
    ...(sums.discountMinor > 0 ? [[texts.discountSum, -sums.discountMinor] as [string, number]] : []),
    ...sums.vatByRate
      .filter(({ percent }) => percent > 0)
      .map(({ percent, vatMinor }): [string, number] => [texts.vatSum(percent), vatMinor]),
  ]
  return (
    <dl className={css.totals}>
      {rows.map(([label, minor]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{money(minor)}</dd>
        </div>
      ))}
      <div data-total>
        <dt>{texts.total}</dt>
        <dd>{money(sums.totalMinor)}</dd>
      </div>
    </dl>
  )
}
