import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell } from '#web/kit/cells.tsx'

type Props = {
  value: number | null | undefined
  unit: 'money' | 'count'
  short?: boolean
  signed?: boolean
  why?: string | undefined
}

/** A figure of plan/fact in the unit of its metric: money, or pieces. */
export function Amount({ value, unit, ...how }: Props) {
  const format = useFormat()
  if (unit === 'money') return <MoneyCell minor={value} {...how} />
  return how.signed && value != null ? (
    <span>{format.number(value, { signed: true })}</span>
  ) : (
    <NumberCell value={value} why={how.why} />
  )
}
