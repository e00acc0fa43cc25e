import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isDay } from '#core/calendar/day.ts'
import { lastDayOf, parsePeriod, periodKey, type Period } from '#core/calendar/period.ts'
import css from './period-picker.module.css'
import { useKitTexts } from './use-kit-texts.ts'

/** Two dates by hand; both belong to the period. */
export function PeriodRange({ period, onChoose }: { period: Period; onChoose: (key: string) => void }) {
  const texts = useKitTexts()
  const [from, setFrom] = useState<string>(period.start)
  const [to, setTo] = useState<string>(lastDayOf(period))
  const chosen = parsePeriod(`${from}..${to}`)
  const reversed = isDay(from) && isDay(to) && to < from
  return (
    <form
      className={css.range}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) onChoose(periodKey(chosen))
      }}
    >
      <TextInput
        type="date"
        label={texts.period.from}
        value={from}
        data-autofocus
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={texts.period.to}
        value={to}
        error={reversed ? texts.period.badRange : undefined}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!chosen}>
        {texts.period.apply}
      </Button>
    </form>
  )
}
