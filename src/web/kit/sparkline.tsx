import css from './sparkline.module.css'

type Props = {
  /** Oldest first; null: no figure then, and the line has a gap. */
  values: readonly (number | null)[]
  /** What it says, in words: «Продажи, 12 месяцев: от 3,1 до 7,9 млн ₽, сейчас 5,2». */
  label: string
  /** A level to compare with: plan, norm, threshold. */
  level?: number | null | undefined
  /** Of the last point: good, bad or neither. */
  tone?: 'good' | 'bad' | 'behind' | undefined
  width?: number
  height?: number
  /** Money and counts begin at zero; shares and times are drawn between their own ends. */
  fromZero?: boolean
}

const PAD = 3

/** A course of some periods in the height of a line of text: no axes, the last point marked. */
export function Sparkline({ values, label, level, tone, width = 96, height = 24, fromZero = false }: Props) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className={css.none} style={{ width, height }} role="img" aria-label={label} />
  const all = [...known, ...(level == null ? [] : [level]), ...(fromZero ? [0] : [])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (at: number) => PAD + (at / Math.max(1, values.length - 1)) * (width - 2 * PAD)
  const y = (value: number) => height - PAD - ((value - low) / (high - low || 1)) * (height - 2 * PAD)
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg
      className={css.line}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {level != null && <line className={css.level} x1={0} x2={width} y1={y(level)} y2={y(level)} />}
      <path d={pathOf(values, x, y)} />
      <circle data-tone={tone} cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} />
    </svg>
  )
}

function pathOf(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  return values
    .map((value, at) => {
      if (value === null) return ''
      const isStart = at === 0 || values[at - 1] === null
      return `${isStart ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
}
