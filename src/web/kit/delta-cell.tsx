import { useFormat } from '../i18n/use-format.tsx'
import { None } from './cells.tsx'
import css from './delta-cell.module.css'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  value: number | null | undefined
  /** How to write it: minor units of money, a difference of shares, or a count. */
  as: 'money' | 'points' | 'number' | 'share'
  /** Which direction is good for this metric. */
  good: 'up' | 'down'
  /** The largest absolute value of the column: the bar's full half. Without it there is no bar. */
  scale?: number | undefined
  short?: boolean
  why?: string | undefined
}

/** A deviation: signed figure and a bar from the middle, green or red by good or bad for this metric, not by sign. */
export function DeltaCell({ value, as, good, scale, short = true, why }: Props) {
  const format = useFormat()
  const texts = useKitTexts()
  if (value == null) return <None why={why} />
  const text = {
    money: () => (short ? format.moneyCompact(value, { signed: true }) : format.money(value, { signed: true })),
    points: () => format.points(value),
    number: () => format.number(value, { signed: true }),
    share: () => format.share(value, { signed: true }),
  }[as]()
  const better = value === 0 ? undefined : value > 0 === (good === 'up')
  const tone = better === undefined ? 'none' : better ? 'good' : 'bad'
  const length = scale ? Math.min(50, (Math.abs(value) / scale) * 50) : 0
  return (
    <span
      className={css.delta}
      data-tone={tone}
      title={as === 'money' && short ? format.money(value, { signed: true }) : undefined}
    >
      {scale !== undefined && (
        <span className={css.bar} aria-hidden>
          <i style={value < 0 ? { right: '50%', width: `${length}%` } : { left: '50%', width: `${length}%` }} />
        </span>
      )}
      <span className={css.text}>{text}</span>
      {better !== undefined && <span className={css.hidden}>{better ? texts.better : texts.worse}</span>}
    </span>
  )
}
