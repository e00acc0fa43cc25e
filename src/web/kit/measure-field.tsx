import { type Currency, minorOf, wholeOf } from '#core/money/currency.ts'
import { useFormat } from '../i18n/use-format.tsx'
import { FigureField, type FigureFieldProps } from './figure-field.tsx'
import { MoneyField } from './money-field.tsx'

export type MeasureUnit = 'money' | 'moneyPerDay' | 'count' | 'share' | 'ratio' | 'days' | 'minutes'

const isMoney = (unit: MeasureUnit) => unit === 'money' || unit === 'moneyPerDay'
const isShare = (unit: MeasureUnit) => unit === 'share' || unit === 'ratio'
const rounded = (value: number) => Math.round(value * 1e8) / 1e8

/** What is typed for a figure of a metric: whole units of money, per cent of a share. */
function typedOf(value: number, unit: MeasureUnit, currency: Currency): number {
  return isMoney(unit) ? wholeOf(value, currency) : isShare(unit) ? rounded(value * 100) : value
}

/** What a metric keeps of what was typed: minor units, a share. */
function keptOf(typed: number, unit: MeasureUnit, currency: Currency): number {
  return isMoney(unit) ? minorOf(typed, currency) : isShare(unit) ? rounded(typed / 100) : typed
}

/** The figure that is kept when what was typed for one metric stays in the field and another metric is chosen. */
export function ofOtherUnit(value: number | null, from: MeasureUnit, to: MeasureUnit, currency: Currency) {
  return value === null ? null : keptOf(typedOf(value, from, currency), to, currency)
}

/** A figure of a metric as the metric keeps it: minor units of money, shares, else the number itself. */
export function MeasureField({ unit, value, onChange, ...field }: FigureFieldProps & { unit: MeasureUnit }) {
  const format = useFormat()
  if (isMoney(unit)) return <MoneyField {...field} value={value} onChange={onChange} />
  return (
    <FigureField
      rightSection={isShare(unit) ? '%' : undefined}
      {...field}
      unit="number"
      write={(typed) => format.number(typed, { digits: decimalsOf(typed) }).replaceAll('\u2212', '-')}
      value={value === null ? null : typedOf(value, unit, format.currency)}
      onChange={(typed) => onChange(typed === null ? null : keptOf(typed, unit, format.currency))}
    />
  )
}

const decimalsOf = (value: number): number => String(value).split('.')[1]?.length ?? 0
