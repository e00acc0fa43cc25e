import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dateOf, type Day, eachDay, type Month, weekday } from '#core/calendar/day.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { orgContract } from '../contract.ts'
import css from './calendar.module.css'
import { useOrgTexts } from './use-org.ts'

type Year = Outputs<typeof orgContract>['calendar']
type Kind = 'off' | 'short' | 'working'
type MonthProps = { month: Year['months'][number]; calendar: Year; today: string; mayEdit: boolean }

export function CalendarMonth({ month, calendar, today, mayEdit }: MonthProps) {
  const texts = useOrgTexts()
  const format = useFormat()
  const { start, end } = monthPeriod(month.month as Month)
  const exceptions = new Map(calendar.days.map((entry) => [entry.day, entry]))
  const blanks = weekday(start) - 1
  return (
    <section className={css.month} aria-label={format.month(month.month)}>
      <header>
        <h2>{format.period(month.month).replace(/ \d{4}$/, '')}</h2>
        <span>{format.counted(month.workingDays, texts.calendar.workingDays)}</span>
      </header>
      <div className={css.grid}>
        {texts.calendar.weekdays.map((name) => (
          <span key={name} className={css.weekday}>
            {name}
          </span>
        ))}
        {Array.from({ length: blanks }, (_, index) => (
          <span key={`blank ${index}`} />
        ))}
        {eachDay(start, end).map((day) => {
          const exception = exceptions.get(day)
          const usual: Kind = calendar.weekDays.includes(weekday(day)) ? 'working' : 'off'
          return (
            <DayCell
              key={day}
              day={day}
              kind={exception?.kind ?? usual}
              isOwn={exception?.isOwn ?? false}
              isException={exception !== undefined}
              note={exception?.note ?? null}
              isToday={day === today}
              mayEdit={mayEdit}
            />
          )
        })}
      </div>
    </section>
  )
}

type CellProps = {
  day: Day
  kind: Kind
  isOwn: boolean
  isException: boolean
  note: string | null
  isToday: boolean
  mayEdit: boolean
}

function DayCell({ day, kind, isOwn, isException, note, isToday, mayEdit }: CellProps) {
  const texts = useOrgTexts()
  const format = useFormat()
  const label = [format.dayLong(day), texts.calendar.kinds[kind].toLowerCase(), isOwn && texts.calendar.own, note]
    .filter(Boolean)
    .join(', ')
  const marks = {
    className: css.day,
    'data-kind': kind,
    'data-exception': isException || undefined,
    'data-own': isOwn || undefined,
    'data-today': isToday || undefined,
    title: label,
    'aria-label': label,
  }
  if (!mayEdit) return <span {...marks}>{dateOf(day)}</span>
  return (
    <Popover position="bottom" trapFocus withinPortal>
      <Popover.Target>
        <UnstyledButton {...marks}>{dateOf(day)}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <DayForm day={day} kind={isOwn ? kind : null} note={note} />
      </Popover.Dropdown>
    </Popover>
  )
}

function DayForm({ day, kind, note }: { day: Day; kind: Kind | null; note: string | null }) {
  const texts = useOrgTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const [text, setText] = useState(note ?? '')
  const put = useMutation({
    mutationFn: (next: Kind | null) =>
      api.org.setDay({ day, kind: next, note: next && text.trim() !== '' ? text : null }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['org', 'calendar'] }),
  })
  const choices: [Kind | null, string][] = [
    [null, texts.calendar.asPublic],
    ['working', texts.calendar.kinds.working],
    ['short', texts.calendar.kinds.short],
    ['off', texts.calendar.kinds.off],
  ]
  return (
    <div className={css.form}>
      <b>
        {format.dayLong(day)}, {format.weekdayLong(day)}
      </b>
      <TextInput
        label={texts.calendar.note}
        placeholder={texts.calendar.notePlaceholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {choices.map(([choice, name]) => (
        <Button
          key={name}
          variant={choice === kind ? 'light' : 'default'}
          justify="start"
          loading={put.isPending && put.variables === choice}
          onClick={() => put.mutate(choice)}
        >
          {name}
        </Button>
      ))}
      {put.error && <p role="alert">{errorText(put.error)}</p>}
    </div>
  )
}
