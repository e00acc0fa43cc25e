import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import { clockText } from '#core/calendar/clock-text.ts'
import { useActivityWords } from './activity-words.ts'
import css from './calendar.module.css'
import { KindIcon } from './kind-icon.tsx'
import { type ActivityItem, useActivityTexts } from './use-activities.ts'

export interface EventPlace {
  start: number
  end: number
  /** Shares of the column's width. */
  left: number
  width: number
}

type Props = {
  activity: ActivityItem
  place: EventPlace
  pxPerMinute: number
  color: string | undefined
  /** Initials of the owner when several people are in sight. */
  initials: string | undefined
  isHeld: boolean
  onOpen: (activity: ActivityItem) => void
  onGrab: (event: React.PointerEvent, activity: ActivityItem, mode: 'move' | 'stretch') => void
  onKey: (event: React.KeyboardEvent, activity: ActivityItem) => void
}

const SHORT_PX = 30

/** One contact in the grid of hours: planned ones are outlined and move, done ones are filled and stay. */
export const CalendarEvent = memo(function CalendarEvent(props: Props) {
  const { activity, place, pxPerMinute, color, initials, isHeld, onOpen, onGrab, onKey } = props
  const texts = useActivityTexts()
  const words = useActivityWords()
  const height = Math.max(18, (place.end - place.start) * pxPerMinute - 2)
  const mayMove = activity.state === 'planned' && activity.may.edit
  const client = words.client(activity)
  const about = words.about(activity)
  const time = clockText(place.start)
  const label = [
    `${texts.kinds[activity.kind]}: ${client}`,
    `${time}–${clockText(place.end)}`,
    about,
    texts.states[activity.state],
    activity.owner?.name,
    mayMove && texts.calendar.keysHint,
  ].filter(Boolean)
  return (
    <UnstyledButton
      className={css.event}
      data-activity={activity.id}
      data-state={activity.state}
      data-short={height < SHORT_PX || undefined}
      data-held={isHeld || undefined}
      data-movable={mayMove || undefined}
      aria-label={label.join(', ')}
      title={[`${time}–${clockText(place.end)} ${client}`, about].filter(Boolean).join('\n')}
      style={{
        top: place.start * pxPerMinute,
        height,
        left: `calc(${place.left * 100}% + 1px)`,
        width: `calc(${place.width * 100}% - 3px)`,
        ...(color && { '--event': color }),
      }}
      onClick={() => onOpen(activity)}
      onPointerDown={(event) => {
        event.stopPropagation()
        if (mayMove) onGrab(event, activity, 'move')
      }}
      onKeyDown={(event) => mayMove && onKey(event, activity)}
    >
      <span className={css.eventHead}>
        <KindIcon kind={activity.kind} size={13} />
        {initials && <b>{initials}</b>}
        <span className={css.eventTime}>{time}</span>
        <strong>{words.clientShort(activity)}</strong>
      </span>
      {about && height >= SHORT_PX && <small>{about}</small>}
      {mayMove && (
        <span
          className={css.handle}
          aria-hidden
          onPointerDown={(event) => {
            event.stopPropagation()
            onGrab(event, activity, 'stretch')
          }}
        />
      )}
    </UnstyledButton>
  )
})
