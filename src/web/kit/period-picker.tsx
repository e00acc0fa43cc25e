import { ActionIcon, Popover, SegmentedControl, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { nextPeriod, parsePeriod, periodAround, periodKey, periodKind, previousPeriod } from '#core/calendar/period.ts'
import { useFormat } from '../i18n/use-format.tsx'
import { PeriodGrid, type GridKind } from './period-grid.tsx'
import css from './period-picker.module.css'
import { PeriodRange } from './period-range.tsx'
import { useKitTexts } from './use-kit-texts.ts'

export type PickedKind = GridKind | 'range'

type Props = {
  /** '2026-11', '2026-Q4', '2026', '2026-W47' or '2026-11-01..2026-11-15'. */
  value: string
  onChange: (key: string) => void
  /** The company's date, for «Сейчас». */
  today: string
  kinds?: readonly PickedKind[]
}

const allKinds: readonly PickedKind[] = ['month', 'quarter', 'year', 'week', 'range']

/** The period of a page: arrows to the neighbours, a click to choose another; left and right arrow keys do the same. */
export function PeriodPicker({ value, onChange, today, kinds = allKinds }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const period = parsePeriod(value) ?? periodAround(today as Day, 'month')
  const actual = periodKind(period)
  const shown: PickedKind = actual === 'day' ? 'range' : actual
  const [opened, setOpened] = useState(false)
  const [kind, setKind] = useState<PickedKind>(shown)
  const toggle = () => {
    setKind(kinds.includes(shown) ? shown : (kinds[0] ?? 'month'))
    setOpened(!opened)
  }
  const choose = (key: string) => {
    onChange(key)
    setOpened(false)
  }
  const step = (direction: -1 | 1) => onChange(periodKey(direction === 1 ? nextPeriod(period) : previousPeriod(period)))

  return (
    <div className={css.picker} data-period role="group" aria-label={texts.period.choose}>
      <ActionIcon aria-label={texts.period.previous} title={texts.period.previous} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus withRoles={false}>
        <Popover.Target>
          <UnstyledButton
            className={css.value}
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={toggle}
            onKeyDown={(event) => {
              if (opened) return
              if (event.key === 'ArrowLeft') step(-1)
              if (event.key === 'ArrowRight') step(1)
            }}
          >
            <span>{format.period(period)}</span>
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={css.dropdown} role="dialog" aria-label={texts.period.choose}>
          {kinds.length > 1 && (
            <SegmentedControl
              fullWidth
              value={kind}
              onChange={(next) => setKind(next)}
              data={kinds.map((item) => ({ value: item, label: texts.period[item] }))}
            />
          )}
          {kind === 'range' ? (
            <PeriodRange period={period} onChoose={choose} />
          ) : (
            <PeriodGrid key={kind} kind={kind} period={period} today={today as Day} onChoose={choose} />
          )}
        </Popover.Dropdown>
      </Popover>
      <ActionIcon aria-label={texts.period.following} title={texts.period.following} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
      {shown !== 'range' && value !== periodKey(periodAround(today as Day, shown)) && (
        <UnstyledButton className={css.now} onClick={() => onChange(periodKey(periodAround(today as Day, shown)))}>
          {texts.period.current}
        </UnstyledButton>
      )}
    </div>
  )
}

/** The key of the period of a kind around a day: the default of a page's filter. */
export function currentPeriod(today: string, kind: GridKind = 'month'): string {
  return periodKey(periodAround(today as Day, kind))
}
