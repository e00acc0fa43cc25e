import { NumberInput, type NumberInputProps } from '@mantine/core'
import { type Currency, currencySymbol, minorDigits } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'

type Props = Omit<NumberInputProps, 'value' | 'onChange' | 'size'> & {
  /** Minor units; null while nothing is typed. */
  value: number | null
  onChange: (minor: number | null) => void
  currency: string
}

/** Money is typed in whole units with a fraction and kept in minor ones. */
export function MoneyInput({ value, onChange, currency, ...rest }: Props) {
  const { language } = useLanguage()
  const digits = minorDigits(currency as Currency)
  return (
    <NumberInput
      {...rest}
      value={value === null ? '' : value / 10 ** digits}
      onChange={(typed) => onChange(typed === '' ? null : Math.round(Number(typed) * 10 ** digits))}
      decimalScale={digits}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={language === 'ru' ? '\u00A0' : ','}
      allowNegative={false}
      hideControls
      inputMode="decimal"
      rightSection={<span aria-hidden>{currencySymbol(currency as Currency)}</span>}
    />
  )
}
