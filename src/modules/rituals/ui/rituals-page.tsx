import { ActionIcon, Button, Switch } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { addDays, type Day } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import css from './rituals.module.css'
import { TemplatePanel } from './template-panel.tsx'
import { TemplateTable } from './template-table.tsx'
import { type Line, useRitualsTexts } from './use-rituals.ts'

/** Days that are drawn until the week is known. */
const WORKING_WEEK = 5

const schema = z.object({
  from: z.string().optional(),
  template: z.string().optional(),
  mine: z.stringbool().or(z.boolean()).default(false),
})

/** The meetings of a week on their days, and how the schedule is kept. */
export function RitualsPage() {
  const texts = useRitualsTexts()
  const format = useFormat()
  const viewer = useViewer()
  const [filters, change] = useSearchState(schema)
  const week = useQuery({
    queryKey: ['rituals', 'list', { from: filters.from }],
    queryFn: () => api.rituals.list(filters.from ? { from: filters.from } : {}),
  })
  const templates = useQuery({ queryKey: ['rituals', 'templates'], queryFn: () => api.rituals.templates({}) })
  const { data, error } = week
  const shift = (days: number) => data && change({ from: addDays(data.from as Day, days) })
  const add = templates.data?.may.add && (
    <Button onClick={() => change({ template: 'new' })}>{texts.templates.add}</Button>
  )
  const isMine = ({ leader, person }: Line) => leader.id === viewer.id || person?.id === viewer.id
  const shown = data?.rows.filter((row) => !filters.mine || isMine(row)) ?? []
  const days = [...Map.groupBy(shown, ({ day }) => day)]
  const hasOthers = data?.rows.some((row) => !isMine(row)) ?? false
  const isEmpty = templates.data?.rows.length === 0 && data?.rows.length === 0
  return (
    <Page
      title={texts.title}
      actions={add}
      filters={
        <FilterBar
          end={
            (hasOthers || filters.mine) && (
              <Switch
                label={texts.mine}
                checked={filters.mine}
                onChange={(event) => change({ mine: event.currentTarget.checked })}
              />
            )
          }
        >
          {data && (
            <span className={css.week}>
              <ActionIcon aria-label={texts.previous} onClick={() => shift(-7)}>
                <IconChevronLeft size={16} />
              </ActionIcon>
              {format.day(data.from)} – {format.day(data.to)}
              <ActionIcon aria-label={texts.next} onClick={() => shift(7)}>
                <IconChevronRight size={16} />
              </ActionIcon>
              {filters.from && (
                <Button variant="subtle" onClick={() => change({ from: undefined })}>
                  {texts.thisWeek}
                </Button>
              )}
            </span>
          )}
        </FilterBar>
      }
    >
      {data?.dayOff && !filters.from && <DayOff {...data.dayOff} />}
      {error ? (
        <ErrorState error={error} onRepeat={() => void week.refetch()} />
      ) : !data ? (
        <div className={css.days}>
          {Array.from({ length: WORKING_WEEK }, (_, day) => (
            <div key={day} className={css.day}>
              <SkeletonText lines={9} />
            </div>
          ))}
        </div>
      ) : isEmpty ? (
        <EmptyState
          icon={IconUsersGroup}
          title={texts.empty}
          text={texts.emptyText}
          steps={texts.emptySteps}
          action={add || undefined}
        />
      ) : days.length === 0 ? (
        <p className={css.hint}>{texts.nothing}</p>
      ) : (
        <div className={css.days}>
          {days.map(([day, rows]) => (
            <section key={day} className={css.day} data-today={day === data.today || undefined}>
              <h2>
                {format.weekday(day)}, {format.day(day)}
              </h2>
              <ul>
                {rows.map((row) => (
                  <li key={row.key}>
                    <MeetingLine row={row} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {templates.data && templates.data.rows.length > 0 && (
        <Section title={texts.templates.title} hint={texts.templates.hint} flush>
          <TemplateTable rows={templates.data.rows} onOpen={(id) => change({ template: id })} />
        </Section>
      )}
      <TemplatePanel id={filters.template} templates={templates.data} onClose={() => change({ template: undefined })} />
    </Page>
  )
}

/** On a day off: what was held last, what comes next. */
function DayOff({ last, next }: { last: Line | null; next: Line | null }) {
  const texts = useRitualsTexts()
  const format = useFormat()
  const link = (label: string, line: Line | null) =>
    line && (
      <span>
        {`${label}: `}
        <Link to={line.path}>
          {`${line.person ? texts.of(line.name, line.person.name) : line.name}, ${format.weekday(line.day)} ${format.day(line.day)}`}
        </Link>
      </span>
    )
  return (
    <p className={css.dayOff}>
      <b>{texts.dayOff}</b>
      {link(texts.lastHeld, last)}
      {link(texts.nextDue, next)}
    </p>
  )
}

function MeetingLine({ row }: { row: Line }) {
  const texts = useRitualsTexts()
  const viewer = useViewer()
  const format = useFormat()
  return (
    <Link to={row.path} className={css.meeting} data-state={row.state}>
      <b>{format.time(row.startsAt)}</b>
      <span>{row.person ? texts.of(row.name, row.person.name) : row.name}</span>
      <small>
        {[
          row.leader.id !== viewer.id && texts.leads(row.leader.name),
          row.promises > 0 && texts.promises(row.promises),
          texts.states[row.state],
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </Link>
  )
}
