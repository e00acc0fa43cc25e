import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useEffect, useMemo, useState } from 'react'
import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { monthOf } from '#core/calendar/month.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterChoice } from '#web/kit/filter-bar.tsx'
import { belongsElsewhere, latinKey } from '#web/kit/keys.ts'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useLatest } from '#web/kit/use-latest.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useViewer } from '#web/session.tsx'
import { calendarViews, type CalendarViewName, stepped } from '../calc/calendar-range.ts'
import { nextQuarter } from '../calc/wall-time.ts'
import { ActivityForm, type FormStart } from './activity-form.tsx'
import { ActivityPanel, type PanelView } from './activity-panel.tsx'
import { CalendarAgenda } from './calendar-agenda.tsx'
import { CalendarGrid, type GridColumn, type Person } from './calendar-grid.tsx'
import { CalendarMonth } from './calendar-month.tsx'
import { calendarSearch, personColor, useCalendar } from './calendar-state.ts'
import css from './calendar.module.css'
import { useActivityTexts, useMayAdd, usePeople, useWallNow } from './use-activities.ts'

/** More people than this stand over each other in one column. */
const MOST_COLUMNS = 6
/** When nobody says a time: people are at work and have read their mail. */
const USUAL_START = 600

/** Contacts of a day, a week or a month: one's own, or several people's over each other. */
export function CalendarPage() {
  const texts = useActivityTexts()
  const { calendar: words } = texts
  const viewer = useViewer()
  const go = useGo()
  const phone = usePhone()
  const mayAdd = useMayAdd()
  const now = useWallNow()
  const [filters, change] = useSearchState(calendarSearch)
  const view: CalendarViewName = filters.view
  const day = asDay(filters.day ?? viewer.today)
  const chosen = filters.people ?? []
  const { data, error, refetch, days, ownerIds } = useCalendar({ view, day, people: chosen })
  const people = usePersons(ownerIds)
  const [opened, setOpened] = useState<{ id: string; view: PanelView }>()
  const [creating, setCreating] = useState<FormStart>()
  const stepTo = (step: 1 | -1) => change({ day: stepped(view, day, step) })
  const create = (column: Pick<GridColumn, 'day' | 'ownerId'>, from: number, length?: number) =>
    setCreating({
      what: 'planned',
      day: column.day,
      from,
      ...(length !== undefined && { length }),
      ...(column.ownerId && { ownerId: column.ownerId }),
    })
  const plan = () => {
    const { opensAt, closesAt } = data?.hours ?? { opensAt: 540, closesAt: 1_080 }
    const { minutes } = now()
    const isOver = minutes >= closesAt
    const first = isOver ? addDays(viewer.today as Day, 1) : (viewer.today as Day)
    const wanted = day < first ? first : day
    const from = wanted === viewer.today && minutes >= opensAt ? nextQuarter(minutes) : USUAL_START
    create({ day: wanted, ownerId: undefined }, from)
  }
  useCalendarKeys({
    step: stepTo,
    view: (next) => change({ view: next }),
    today: () => change({ day: undefined }),
    plan,
  })
  const columns = useMemo((): GridColumn[] => {
    if (view === 'day' && people.length > 1 && people.length <= MOST_COLUMNS)
      return people.map(({ id, name }) => ({ day, ownerId: id, title: name }))
    return days.map((one) => ({ day: one, ownerId: undefined, title: '' }))
    // `days` is made anew at each render from `view` and `day`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [view, day, people])
  const open = (id: string, first: PanelView = 'card') => setOpened({ id, view: first })
  return (
    <Page
      title={words.title}
      scope={people.map(({ name }) => name).join(', ')}
      layout="fill"
      actions={
        mayAdd && (
          <>
            {!phone && (
              <Button variant="default" onClick={() => go({ to: '/calendar/plan' })}>
                {words.bulk}
              </Button>
            )}
            <Button onClick={plan}>{texts.plan}</Button>
          </>
        )
      }
      filters={<Bar view={view} day={day} days={days} people={chosen} onStep={stepTo} onChange={change} />}
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : view === 'month' ? (
        <CalendarMonth
          days={days}
          month={monthOf(day)}
          view={data}
          people={people}
          onOpen={({ id }) => open(id)}
          onDay={(one) => change({ view: 'day', day: one })}
        />
      ) : phone && view === 'week' ? (
        <CalendarAgenda days={days} view={data} onOpen={open} />
      ) : (
        <CalendarGrid
          columns={columns}
          view={data}
          people={people}
          mayAdd={mayAdd}
          onOpen={({ id }) => open(id)}
          onCreate={create}
        />
      )}
      {data?.hasMore && <p className={css.hasMore}>{words.tooMany}</p>}
      <ActivityPanel id={opened?.id} view={opened?.view ?? 'card'} onClose={() => setOpened(undefined)} />
      <SidePanel opened={creating !== undefined} onClose={() => setCreating(undefined)} title={texts.planTitle}>
        {creating && (
          <ActivityForm
            key={`${creating.day ?? ''} ${creating.from ?? ''} ${creating.ownerId ?? ''}`}
            start={creating}
            onDone={() => setCreating(undefined)}
            onCancel={() => setCreating(undefined)}
          />
        )}
      </SidePanel>
    </Page>
  )
}

/** Names, initials and colours of those in sight. */
function usePersons(ownerIds: readonly string[]): Person[] {
  const people = usePeople()
  const viewer = useViewer()
  const key = ownerIds.join(',')
  return useMemo(
    () =>
      key.split(',').map((id, index) => {
        const name = people.find((one) => one.id === id)?.name ?? (id === viewer.id ? viewer.name : '…')
        const initials = name
          .split(/\s+/)
          .map((word) => word.charAt(0))
          .slice(0, 2)
          .join('')
        return { id, name, color: personColor(index), initials }
      }),
    [key, people, viewer],
  )
}

type BarProps = {
  view: CalendarViewName
  day: Day
  days: readonly Day[]
  people: readonly string[]
  onStep: (step: 1 | -1) => void
  onChange: (patch: { view?: CalendarViewName; day?: string | undefined; people?: string[] | undefined }) => void
}

function Bar({ view, day, days, people, onStep, onChange }: BarProps) {
  const { calendar: words } = useActivityTexts()
  const format = useFormat()
  const { today } = useViewer()
  const others = usePeople()
  const [first, last] = [days[0] ?? day, days.at(-1) ?? day]
  const title =
    view === 'day'
      ? `${format.dayLong(day)}, ${format.weekdayLong(day)}`
      : view === 'week'
        ? `${format.day(first)} – ${format.day(last)}`
        : format.month(monthOf(day))
  return (
    <div className={css.bar}>
      <div className={css.steps}>
        <ActionIcon variant="default" aria-label={words.back} onClick={() => onStep(-1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Button variant="default" disabled={days.includes(today as Day)} onClick={() => onChange({ day: undefined })}>
          {words.today}
        </Button>
        <ActionIcon variant="default" aria-label={words.forward} onClick={() => onStep(1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </div>
      <strong className={css.range} aria-live="polite">
        {title}
      </strong>
      {others.length > 1 && (
        <FilterChoice
          label={words.people}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          values={people}
          onChange={(values) => onChange({ people: values })}
        />
      )}
      <SegmentedControl
        className={css.views ?? ''}
        aria-label={words.view}
        data={calendarViews.map((one) => ({ value: one, label: words.views[one] }))}
        value={view}
        onChange={(one) => onChange({ view: one })}
      />
    </div>
  )
}

/** d, w, m: the view; t: today; n: a new plan; [ and ]: back and forth. The layout of the keyboard does not matter. */
function useCalendarKeys(given: {
  step: (step: 1 | -1) => void
  view: (view: CalendarViewName) => void
  today: () => void
  plan: () => void
}) {
  const latest = useLatest(given)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (belongsElsewhere(event) || event.defaultPrevented) return
      const keys: Record<string, () => unknown> = {
        d: () => latest.view('day'),
        w: () => latest.view('week'),
        m: () => latest.view('month'),
        t: () => latest.today(),
        n: () => latest.plan(),
        '[': () => latest.step(-1),
        ']': () => latest.step(1),
      }
      const work = keys[event.code === 'BracketLeft' ? '[' : event.code === 'BracketRight' ? ']' : latinKey(event)]
      if (!work) return
      event.preventDefault()
      work()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [latest])
}
