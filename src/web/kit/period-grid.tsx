import { ActionIcon } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useEffect, useRef, useState } from 'react'
import { yearOf, type Day } from '#core/calendar/day.ts'
import { isoWeeksInYear } from '#core/calendar/iso-week.ts'
import { asPeriod, lastDayOf, periodAround, periodKey, type Period } from '#core/calendar/period.ts'
import { useFormat } from '../i18n/use-format.tsx'
import css from './period-picker.module.css'
import { useKitTexts } from './use-kit-texts.ts'

export type GridKind = 'month' | 'quarter' | 'year' | 'week'

type Props = { kind: GridKind; period: Period; today: Day; onChoose: (key: string) => void }

const columnsOf: Record<GridKind, number> = { month: 3, quarter: 2, year: 3, week: 2 }
const two = (value: number) => String(value).padStart(2, '0')

/** Keys of the periods of a page of the grid: the year's months, quarters or weeks, or nine years. */
function keysOf(kind: GridKind, year: number): string[] {
  switch (kind) {
    case 'month':
      return Array.from({ length: 12 }, (_, index) => `${year}-${two(index + 1)}`)
    case 'quarter':
      return [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`)
    case 'week':
      return Array.from({ length: isoWeeksInYear(year) }, (_, index) => `${year}-W${two(index + 1)}`)
    case 'year':
      return Array.from({ length: 9 }, (_, index) => String(year - 7 + index))
  }
}

/** Periods of one kind as a grid; arrows move, Enter chooses, PageUp and PageDown change the year. */
export function PeriodGrid({ kind, period, today, onChoose }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const chosen = periodKey(periodAround(period.start, kind))
  const current = periodKey(periodAround(today, kind))
  const [year, setYear] = useState(Number(chosen.slice(0, 4)) || yearOf(period.start))
  const grid = useRef<HTMLDivElement>(null)
  const keys = keysOf(kind, year)
  const reach = kind === 'year' ? 9 : 1

  useEffect(() => {
    const buttons = grid.current?.querySelectorAll<HTMLButtonElement>('button')
    const place = keys.indexOf(chosen)
    const button = buttons?.[place === -1 ? 0 : place]
    button?.focus()
    button?.scrollIntoView({ block: 'nearest' })
    // Only when the grid appears or the year changes: later the focus is the person's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [year, kind])

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault()
      setYear(year + (event.key === 'PageUp' ? -reach : reach))
      return
    }
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columnsOf[kind],
      ArrowDown: columnsOf[kind],
    }
    const move = steps[event.key]
    if (move === undefined) return
    event.preventDefault()
    const buttons = [...(grid.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
    const next = buttons.indexOf(document.activeElement as HTMLButtonElement) + move
    if (next < 0) setYear(year - reach)
    else if (next >= buttons.length) setYear(year + reach)
    else buttons[next]?.focus()
  }

  const nameOf = (key: string) => {
    if (kind === 'month') return format.monthShort(key)
    if (kind === 'quarter') return texts.period.quarterName(Number(key.slice(-1)))
    if (kind === 'year') return key
    const week = asPeriod(key)
    return (
      <>
        <b>{Number(key.slice(-2))}</b>
        <small>{`${format.day(week.start)} – ${format.day(lastDayOf(week))}`}</small>
      </>
    )
  }

  return (
    <div className={css.page}>
      <div className={css.year}>
        <ActionIcon size={28} aria-label={texts.period.previousYear} onClick={() => setYear(year - reach)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <strong aria-live="polite">{kind === 'year' ? `${keys[0]} – ${keys.at(-1)}` : year}</strong>
        <ActionIcon size={28} aria-label={texts.period.nextYear} onClick={() => setYear(year + reach)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
      <div
        ref={grid}
        className={css.grid}
        data-kind={kind}
        role="listbox"
        aria-label={texts.period[kind]}
        onKeyDown={onKeyDown}
      >
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            role="option"
            aria-selected={key === chosen}
            aria-label={format.period(key)}
            aria-current={key === current ? 'date' : undefined}
            data-autofocus={key === chosen || undefined}
            onClick={() => onChoose(key)}
          >
            {nameOf(key)}
          </button>
        ))}
      </div>
    </div>
  )
}
