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
  return unit === 'money' ? <MoneyCell minor={value} {...how} /> : <NumberCell value={value} why={how.why} />
}
