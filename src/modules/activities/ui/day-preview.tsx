import { useState } from 'react'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { ActivityPanel, type PanelView } from './activity-panel.tsx'
import { DayLine } from './day-line.tsx'
import css from './my-day.module.css'
import { useActivityTexts, useMyDay } from './use-activities.ts'

const SHOWN = 5

/** For the home page: the next contacts of the day, called and reported on the spot. */
export function DayPreview() {
  const { myDay: words } = useActivityTexts()
  const { data, error, refetch } = useMyDay()
  const [opened, setOpened] = useState<{ id: string; view: PanelView }>()
  const late = data?.late ?? []
  const shown = [...late, ...(data?.planned ?? [])].slice(0, SHOWN)
  return (
    <Section
      title={words.contactsToday}
      hint={data && words.progress(data.done.length, data.done.length + data.planned.length)}
      actions={<Link to="/my-day">{words.title}</Link>}
      flush
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <div className={css.none}>
          <SkeletonText lines={4} />
        </div>
      ) : shown.length === 0 ? (
        <p className={css.none}>{data.done.length > 0 ? words.allDone : words.empty}</p>
      ) : (
        <ul className={css.list} aria-label={words.contactsToday}>
          {shown.map((activity) => (
            <DayLine
              key={activity.id}
              activity={activity}
              isLate={late.includes(activity)}
              onOpen={() => setOpened({ id: activity.id, view: 'card' })}
              onReport={() => setOpened({ id: activity.id, view: 'report' })}
            />
          ))}
        </ul>
      )}
      <ActivityPanel id={opened?.id} view={opened?.view ?? 'card'} onClose={() => setOpened(undefined)} />
    </Section>
  )
}
