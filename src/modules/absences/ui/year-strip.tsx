import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { dayNumber, type Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './absences.module.css'
import { type Absence, type Board, useAbsencesTexts } from './use-absences.ts'

type Props = {
  year: number
  today: string
  people: Board['people']
  rows: readonly Absence[]
  onOpen: (one: Absence) => void
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))

/** A line a person, a year wide; each absence a bar at its place. */
export function YearStrip({ year, today, people, rows, onOpen }: Props) {
  const texts = useAbsencesTexts().absences
  const format = useFormat()
  const start = dayNumber(`${year}-01-01` as Day)
  const length = dayNumber(`${year + 1}-01-01` as Day) - start
  const place = (day: string, after = 0) =>
    `${(Math.min(Math.max(dayNumber(day as Day) + after - start, 0), length) / length) * 100}%`
  const byPerson = Map.groupBy(rows, ({ person }) => person.id)
  const strip = useRef<HTMLDivElement>(null)
  const passed = (dayNumber(today as Day) - start) / length
  // Where the year is wider than the window, the days around today are in sight.
  useEffect(() => {
    const box = strip.current
    if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) * Math.min(1, Math.max(0, passed))
  }, [passed])
  const isThisYear = today.startsWith(String(year))
  return (
    <div ref={strip} className={css.strip}>
      <div className={css.stripHead} aria-hidden>
        <span />
        <div className={css.months}>
          {MONTHS.map((month) => (
            <span key={month} style={{ insetInlineStart: place(`${year}-${month}-01`) }}>
              {format.monthShort(`${year}-${month}`)}
            </span>
          ))}
        </div>
      </div>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <div className={css.stripName}>
              <span>{person.name}</span>
              {person.leaveDays !== null && person.leaveDays + (person.sickDays ?? 0) > 0 && (
                <small>{texts.leaveOf(person.leaveDays, person.sickDays ?? 0)}</small>
              )}
            </div>
            <div className={css.track}>
              {MONTHS.map((month) => (
                <i key={month} style={{ insetInlineStart: place(`${year}-${month}-01`) }} />
              ))}
              {isThisYear && <b style={{ insetInlineStart: place(today) }} />}
              {(byPerson.get(person.id) ?? [])
                .filter(({ state }) => state !== 'declined')
                .map((one) => {
                  const words = `${person.name}: ${one.kind ? texts.kinds[one.kind] : texts.away}, ${format.day(one.fromOn)} – ${format.day(one.toOn)}, ${texts.states[one.state]}`
                  const style = {
                    insetInlineStart: place(one.fromOn),
                    insetInlineEnd: `calc(100% - ${place(one.toOn, 1)})`,
                  }
                  const look = { 'data-state': one.state, 'data-kind': one.kind ?? undefined, title: words, style }
                  return one.may.edit ? (
                    <UnstyledButton
                      key={one.id}
                      className={css.bar}
                      aria-label={words}
                      {...look}
                      onClick={() => onOpen(one)}
                    />
                  ) : (
                    <span key={one.id} className={css.bar} role="img" aria-label={words} {...look} />
                  )
                })}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
