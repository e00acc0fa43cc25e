import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { asPeriod, isPeriodKey, lastDayOf, periodAround, periodKey, previousPeriod } from '#core/calendar/period.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import css from './list.module.css'
import { PopFilter } from './pop-filter.tsx'
import { useDealsTexts } from './use-deals.ts'

type Props = {
  label: string
  /** A period's key, '2026-11' or '2026-11-01..2026-11-15'. */
  value: string | undefined
  onChange: (key: string | undefined) => void
  opened?: boolean
}

/** Narrows by a date: usual periods at one press, or two days. */
export function PeriodFilter({ label, value, onChange, opened = false }: Props) {
  const format = useFormat()
  return (
    <PopFilter label={label} said={value && format.period(value)} onClear={() => onChange(undefined)} opened={opened}>
      {(close) => (
        <PeriodForm
          value={value}
          onChange={(key) => {
            onChange(key)
            close()
          }}
        />
      )}
    </PopFilter>
  )
}

function PeriodForm({ value, onChange }: { value: string | undefined; onChange: (key: string) => void }) {
  const texts = useDealsTexts()
  const words = texts.filters
  const today = useViewer().today as Day
  const known = value === undefined ? undefined : asPeriod(value)
  const [from, setFrom] = useState<string>(known?.start ?? '')
  const [to, setTo] = useState<string>(known ? lastDayOf(known) : '')
  const month = periodAround(today, 'month')
  const usual = [
    [words.periods.month, month],
    [words.periods.previousMonth, previousPeriod(month)],
    [words.periods.quarter, periodAround(today, 'quarter')],
    [words.periods.year, periodAround(today, 'year')],
  ] as const
  const own = `${from}..${to}`
  const isRange = isPeriodKey(own)
  return (
    <>
      <div className={css.usual}>
        {usual.map(([name, period]) => (
          <Button
            key={name}
            variant={value === periodKey(period) ? 'light' : 'default'}
            onClick={() => onChange(periodKey(period))}
          >
            {name}
          </Button>
        ))}
      </div>
      <form
        className={css.range}
        onSubmit={(event) => {
          event.preventDefault()
          if (isRange) onChange(periodKey(asPeriod(own)))
        }}
      >
        <TextInput
          type="date"
          label={words.since}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.till}
          value={to}
          error={from !== '' && to !== '' && to < from ? words.badRange : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!isRange}>
          {words.apply}
        </Button>
      </form>
    </>
  )
}
