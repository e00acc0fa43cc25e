import type { ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import css from './cells.module.css'
import { useKitTexts } from './use-kit-texts.ts'

type MoneyProps = {
  /** Integer of minor units; null is «н/д». */
  minor: number | null | undefined
  /** `1,23 млн ₽` with the whole figure on hover. */
  short?: boolean
  signed?: boolean
  /** Why there is no figure; shown on hover of «н/д». */
  why?: string | undefined
}

/** Money in the company's currency. */
export function MoneyCell({ minor, short = false, signed = false, why }: MoneyProps) {
  const format = useFormat()
  if (minor == null) return <None why={why} />
  const full = format.money(minor, { signed })
  return (
    <span className={css.figure} title={short ? full : undefined}>
      {short ? format.moneyCompact(minor, { signed }) : full}
    </span>
  )
}

/** A count or another plain number, with its unit if any. */
export function NumberCell({
  value,
  digits = 0,
  unit,
  why,
}: {
  value: number | null | undefined
  digits?: number
  unit?: string
  why?: string | undefined
}) {
  const format = useFormat()
  if (value == null) return <None why={why} />
  return (
    <span className={css.figure}>
      {format.number(value, { digits })}
      {unit && <span className={css.unit}> {unit}</span>}
    </span>
  )
}

type ShareProps = {
  /** 0…1 */
  share: number | null | undefined
  /** Of how many cases. */
  n?: number | undefined
  /** Wilson interval at 95 %, as the server gives it. */
  low?: number | undefined
  high?: number | undefined
  digits?: number
  why?: string | undefined
}

/** A rate with its sample and interval beside it, so that 2 of 3 does not look like 67 %. */
export function ShareCell({ share, n, low, high, digits = 1, why }: ShareProps) {
  const format = useFormat()
  const texts = useKitTexts()
  if (share == null) return <None why={why} />
  const interval =
    low !== undefined && high !== undefined
      ? texts.interval(format.share(low, { digits }), format.share(high, { digits }))
      : undefined
  return (
    <span className={css.figure} title={interval}>
      {format.share(share, { digits })}
      {low !== undefined && high !== undefined && (
        <span className={css.whisker} aria-hidden>
          <i style={{ left: `${low * 100}%`, width: `${Math.max(1, (high - low) * 100)}%` }} />
          <b style={{ left: `${share * 100}%` }} />
        </span>
      )}
      {n !== undefined && <span className={css.sample}>{texts.sample(format.number(n))}</span>}
      {interval && <span className={css.hidden}>{interval}</span>}
    </span>
  )
}

/** A calendar day '2026-11-21'; the full date on hover. `overdue` marks it with a word for screen readers too. */
export function DateCell({
  day,
  as = 'short',
  tone,
}: {
  day: string | null | undefined
  as?: 'short' | 'numeric'
  tone?: 'bad' | 'behind' | undefined
}) {
  const format = useFormat()
  if (!day) return <None />
  return (
    <time
      dateTime={day}
      title={`${format.dayFull(day)}, ${format.weekdayLong(day)}`}
      className={css.date}
      data-tone={tone}
    >
      {as === 'short' ? format.day(day) : format.dayFull(day)}
    </time>
  )
}

/** «н/д» with the reason on hover. */
export function None({ why }: { why?: string | undefined }) {
  const format = useFormat()
  return (
    <span className={css.none} title={why}>
      {format.noData}
    </span>
  )
}

type TwoLinesProps = {
  first: ReactNode
  second?: ReactNode
  /** A figure at the end of the first line: in a list on a phone figures stand under each other, as in a table. */
  end?: ReactNode
  inset?: number
}

/** Two lines in a cell: what it is and, quieter, of whom or where. */
export function TwoLines({ first, second, end, inset = 0 }: TwoLinesProps) {
  const hasEnd = end !== undefined && end !== null && end !== false && end !== ''
  return (
    <span className={css.two} style={inset > 0 ? { paddingInlineStart: inset * 16 } : undefined}>
      {hasEnd ? (
        <span className={css.ended}>
          <span>{first}</span> <span>{end}</span>
        </span>
      ) : (
        <span>{first}</span>
      )}
      {second && <small>{second}</small>}
    </span>
  )
}
