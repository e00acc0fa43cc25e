import { Button } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import IconSunrise from '@tabler/icons-react/dist/esm/icons/IconSunrise.mjs'
import { useState } from 'react'
import { z } from 'zod'
import type { Day } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { id } from '#core/http/contract.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { inOrder } from '../calc/day-order.ts'
import { ActivityForm } from './activity-form.tsx'
import { ActivityPanel, type PanelView } from './activity-panel.tsx'
import { CloseDay } from './close-day.tsx'
import { DayLine, TaskLine } from './day-line.tsx'
import css from './my-day.module.css'
import { TaskClosing } from './task-closing.tsx'
import { type ActivityItem, type DayTask, type MyDay, useActivityTexts, useMayAdd, useMyDay } from './use-activities.ts'

/** What the address may ask for: the evening close, a new record. */
const search = z.object({
  close: z.coerce.string().optional(),
  add: z.enum(['done', 'planned']).optional(),
  open: id.optional(),
})

/** The seller's day: the plan of the morning, a report after each contact, the close of the evening. */
export function MyDayPage() {
  const texts = useActivityTexts()
  const { myDay: words } = texts
  const format = useFormat()
  const mayAdd = useMayAdd()
  const { data, error, refetch } = useMyDay()
  const [asked, ask] = useSearchState(search)
  const [opened, setOpened] = useState<{ id: string; view: PanelView }>()
  const [task, setTask] = useState<DayTask>()
  const left = data ? data.planned.length + data.late.length + data.tasks.length : 0
  const scope =
    data &&
    [
      `${format.weekdayLong(data.day)}, ${format.dayLong(data.day)}`,
      data.kind !== 'working' && texts.dayKinds[data.kind],
      words.progress(data.done.length, data.done.length + data.planned.length),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Page
      title={words.title}
      scope={scope}
      width="narrow"
      actions={
        mayAdd && (
          <>
            <Button variant="default" onClick={() => ask({ add: 'planned' })}>
              {texts.plan}
            </Button>
            <Button onClick={() => ask({ add: 'done' })}>{texts.add}</Button>
          </>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <Section title={words.today}>
          <SkeletonText lines={10} />
        </Section>
      ) : (
        <>
          <DayLists data={data} onOpen={(key, view) => setOpened({ id: key, view })} onTask={setTask} />
          {mayAdd && left > 0 && (
            <Button className={css.closeDay ?? ''} variant="light" fullWidth onClick={() => ask({ close: '1' })}>
              {words.close(left)}
            </Button>
          )}
          <p className={css.links}>
            <Link to="/calendar">{words.toCalendar}</Link>
            {mayAdd && <Link to="/calendar/plan">{words.toBulkPlan}</Link>}
          </p>
        </>
      )}
      <ActivityPanel
        id={opened?.id ?? asked.open}
        view={opened?.view ?? 'card'}
        onClose={() => {
          setOpened(undefined)
          if (asked.open) ask({ open: undefined })
        }}
      />
      <TaskClosing task={task} onClose={() => setTask(undefined)} />
      <SidePanel
        opened={asked.add !== undefined && mayAdd}
        onClose={() => ask({ add: undefined })}
        title={asked.add === 'planned' ? texts.planTitle : texts.addTitle}
      >
        {asked.add && (
          <ActivityForm
            key={asked.add}
            start={{ what: asked.add }}
            onDone={() => ask({ add: undefined })}
            draftKey="activity.day"
          />
        )}
      </SidePanel>
      <CloseDay opened={asked.close !== undefined && mayAdd} day={data} onClose={() => ask({ close: undefined })} />
    </Page>
  )
}

type ListsProps = {
  data: MyDay
  onOpen: (id: string, view: PanelView) => void
  onTask: (task: DayTask) => void
}

function DayLists({ data, onOpen, onTask }: ListsProps) {
  const texts = useActivityTexts()
  const { myDay: words } = texts
  const { timeZone } = useViewer()
  const [showsDone, setShowsDone] = useState(false)
  const startsAt = startOfDay(data.day as Day, timeZone).getTime()
  const lines = inOrder([
    ...data.planned.map((activity) => ({ id: activity.id, at: Date.parse(activity.occurredAt), activity })),
    ...data.tasks.map((task) => ({
      id: task.id,
      at: task.hasTime || Date.parse(task.dueAt) < startsAt ? Date.parse(task.dueAt) : null,
      task,
    })),
  ])
  const line = (activity: ActivityItem, isLate = false) => (
    <DayLine
      key={activity.id}
      activity={activity}
      isLate={isLate}
      onOpen={() => onOpen(activity.id, 'card')}
      onReport={() => onOpen(activity.id, 'report')}
    />
  )
  return (
    <>
      {data.late.length > 0 && (
        <Section title={words.late} hint={words.lateHint} flush>
          <ul className={css.list} aria-label={words.late}>
            {data.late.map((activity) => line(activity, true))}
          </ul>
        </Section>
      )}
      <Section title={words.today} flush>
        {lines.length === 0 ? (
          <EmptyState
            icon={data.done.length > 0 ? IconSunrise : IconCalendar}
            title={data.done.length > 0 ? words.allDone : words.empty}
            text={data.done.length > 0 ? words.allDoneHint : words.emptyHint}
          />
        ) : (
          <ul className={css.list} aria-label={words.today}>
            {lines.map((one) =>
              'activity' in one ? (
                line(one.activity)
              ) : (
                <TaskLine key={one.id} task={one.task} onClose={() => onTask(one.task)} />
              ),
            )}
          </ul>
        )}
      </Section>
      {data.done.length > 0 && (
        <Section
          title={words.done(data.done.length)}
          flush
          actions={
            <Button variant="subtle" onClick={() => setShowsDone(!showsDone)} aria-expanded={showsDone}>
              {showsDone ? words.hide : words.show}
            </Button>
          }
        >
          {showsDone && (
            <ul className={css.list} aria-label={texts.states.done}>
              {data.done.map((activity) => line(activity))}
            </ul>
          )}
        </Section>
      )}
    </>
  )
}
