import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { useViewer } from '#web/session.tsx'
import { clockText, minutesOf, momentAt, wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import css from './outcome.module.css'
import { ReasonForm } from './reason-form.tsx'
import { type ActivityItem, useActivityTexts, useChanged, useMyDay, useUndoOf } from './use-activities.ts'

type Props = { activity: ActivityItem; onDone: () => void; onBack: () => void }

/** Puts a planned contact to another time, the next working day at the same hour unless said otherwise. */
export function MoveForm({ activity, onDone, onBack }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const changed = useChanged()
  const undo = useUndoOf()
  const { timeZone, today } = useViewer()
  const zone = timeZone as TimeZone
  const before = wallOf(activity.occurredAt, zone)
  const { data: myDay } = useMyDay()
  const [day, setDay] = useState<string>()
  const [time, setTime] = useState(clockText(before.minutes))
  const [minutes, setMinutes] = useState(activity.durationS === null ? null : Math.round(activity.durationS / 60))
  const wanted = day ?? myDay?.workingDays[0] ?? today
  const move = async (reason: string) => {
    const startsAt = momentAt({ day: wanted as Day, minutes: minutesOf(time) ?? before.minutes }, zone)
    const moved = await api.activities.move({
      id: activity.id,
      version: activity.version,
      startsAt,
      ...(minutes !== null && { durationS: minutes * 60 }),
      reason: reason || null,
    })
    changed()
    onDone()
    undo(texts.moved(words.moment(moved.occurredAt)), [moved])
  }
  return (
    <ReasonForm
      label={texts.reasons.whyMove}
      confirm={texts.actions.move}
      usual={texts.reasons.move}
      optional
      onConfirm={move}
      onBack={onBack}
    >
      <div className={css.when}>
        <TextInput
          type="date"
          label={texts.day}
          min={today}
          value={wanted}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={texts.time}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
        <NumberInput
          label={texts.minutes}
          hideControls
          min={0}
          max={1_440}
          value={minutes ?? ''}
          onChange={(value) => setMinutes(value === '' ? null : Number(value))}
        />
      </div>
    </ReasonForm>
  )
}

/** Calls a planned contact off; why is asked. */
export function CancelForm({ activity, onDone, onBack }: Props) {
  const texts = useActivityTexts()
  const changed = useChanged()
  const undo = useUndoOf()
  return (
    <ReasonForm
      label={texts.reasons.whyCancel}
      confirm={texts.actions.cancel}
      usual={texts.reasons.cancel}
      onConfirm={async (reason) => {
        const off = await api.activities.cancel({ id: activity.id, version: activity.version, reason })
        changed()
        onDone()
        undo(texts.cancelled(texts.kinds[activity.kind]), [off])
      }}
      onBack={onBack}
    />
  )
}
