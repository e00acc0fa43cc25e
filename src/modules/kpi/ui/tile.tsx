import IconArrowDownRight from '@tabler/icons-react/dist/esm/icons/IconArrowDownRight.mjs'
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs'
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Sparkline } from '#web/kit/sparkline.tsx'
import type { Point, Tile } from '../contract.ts'
import type { BoardInput } from './filters.ts'
import css from './kpi.module.css'
import { type Declared, useKpiTexts, useWriting } from './use-kpi.ts'
import { useTileFigure } from './use-tile-figure.tsx'

type Props = {
  tile: Tile
  course: readonly Point[]
  declared: Declared | undefined
  input: BoardInput
  mayEdit: boolean
  scope: string
}

/** One figure of the board: value, change, course, borders; it opens as everything behind it. */
export function KpiTile({ tile, course, declared, input, mayEdit, scope }: Props) {
  const texts = useKpiTexts()
  const write = useWriting()
  const figure = useTileFigure({ tile, declared, input, mayEdit, scope })
  const name = declared?.label ?? tile.key
  const value = write.value(tile, tile.value)
  const isQuiet = tile.value === null || tile.small
  return (
    <FigureLink figure={figure} className={css.tile}>
      <span className={css.name}>
        <span>{name}</span>
        {tile.tone && <em data-tone={tile.tone}>{texts.tones[tile.tone]}</em>}
      </span>
      <span className={css.line}>
        <strong data-tone={tile.tone ?? undefined} data-quiet={isQuiet || undefined}>
          {value}
        </strong>
        <Change tile={tile} />
      </span>
      <span className={css.foot}>
        <Course tile={tile} course={course} name={name} />
        <Under tile={tile} declared={declared} comparison={input.comparison} />
      </span>
    </FigureLink>
  )
}

function Change({ tile }: { tile: Tile }) {
  const write = useWriting()
  const text = write.change(tile, tile.change)
  if (text === null) return null
  const Sign = tile.change === 0 ? IconMinus : (tile.change ?? 0) > 0 ? IconArrowUpRight : IconArrowDownRight
  return (
    <span className={css.change} data-better={tile.better ?? undefined} data-quiet={tile.small || undefined}>
      <Sign size={14} aria-hidden />
      {text}
    </span>
  )
}

function Course({ tile, course, name }: { tile: Tile; course: readonly Point[]; name: string }) {
  const texts = useKpiTexts()
  const write = useWriting()
  const values = course.map(({ value }) => value)
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className={css.noCourse} title={tile.missing ? undefined : texts.noCourse} />
  const say = (value: number) => write.value(tile, value)
  const label = texts.course(
    name,
    known.length,
    say(Math.min(...known)),
    say(Math.max(...known)),
    say(known.at(-1) ?? 0),
  )
  return (
    <Sparkline
      values={values}
      label={label}
      tone={tile.tone ?? undefined}
      level={isOfMonth(tile, course) ? tile.threshold?.good : undefined}
      fromZero={tile.unit === 'money' || tile.unit === 'count'}
    />
  )
}

/** Borders of sums are those of a month: in the course of quarters they are no level. */
const isOfMonth = ({ unit }: Tile, course: readonly Point[]) =>
  (unit !== 'money' && unit !== 'count') || /^\d{4}-\d\d$/.test(course.at(-1)?.period ?? '')

type UnderProps = { tile: Tile; declared: Declared | undefined; comparison: BoardInput['comparison'] }

/** What stands under the figure: what it was, of how many, where it is good. */
function Under({ tile, declared, comparison }: UnderProps) {
  const texts = useKpiTexts()
  const format = useFormat()
  const write = useWriting()
  const lines = [
    tile.missing && texts.howToStart,
    tile.compared !== null && texts.compared[comparison](write.value(tile, tile.compared)),
    tile.unripe !== null && tile.unripe > 0 && texts.unripe(format.share(tile.unripe, { digits: 0 })),
    (tile.low !== null || tile.small) && tile.value !== null && sample(),
    tile.borders &&
      (tile.borders.good >= tile.borders.bad ? texts.goodFrom : texts.goodTo)(write.value(tile, tile.borders.good)),
  ].filter((line): line is string => Boolean(line))
  const why =
    tile.small && tile.value !== null
      ? texts.small(format.number(tile.n), format.number(declared?.minN ?? 0))
      : undefined
  return (
    <span className={css.under} title={why}>
      {lines.slice(0, 2).map((line) => (
        <small key={line}>{line}</small>
      ))}
    </span>
  )

  function sample(): string {
    const n = texts.n(format.number(tile.n))
    if (tile.low === null || tile.high === null) return n
    return `${n} · ${texts.interval(format.share(tile.low, { digits: 0 }), format.share(tile.high, { digits: 0 }))}`
  }
}
