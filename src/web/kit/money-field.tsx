import { type Currency, currencySymbol } from '#core/money/currency.ts'
import { useFormat } from '../i18n/use-format.tsx'
import { FigureField, type FigureFieldProps } from './figure-field.tsx'

type Props = FigureFieldProps & {
  /** The company's unless said otherwise. */
  currency?: Currency
}

/** An amount: typed in whole units of the currency, kept in minor ones. */
export function MoneyField({ currency: asked, ...field }: Props) {
  const format = useFormat()
  const currency = asked ?? format.currency
  return (
    <FigureField
      rightSection={currencySymbol(currency)}
      {...field}
      unit={currency}
      write={(minor) => format.amount(minor, currency).replaceAll('\u2212', '-')}
    />
  )
}
