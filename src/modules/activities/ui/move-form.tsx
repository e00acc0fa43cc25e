import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { useViewer } from '#web/session.tsx'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import css from './outcome.module.css'
import { ReasonForm } from './reason-form.tsx'
import { type ActivityItem, useActivityTexts, useChanged, useMyDay, useUndoOf } from './use-activities.ts'
import { usePutOff } from './use-put-off.ts'

type Props = { activity: ActivityItem; onDone: () => void; onBack: () => void }

/** Puts a planned contact to another time, the next working day at the same hour unless said otherwise. */
export function MoveForm({ activity, onDone, onBack }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const changed = useChanged()
  const undo = useUndoOf()
  const putOff = usePutOff()
  const { timeZone: zone, today } = useViewer()
  const before = wallOf(activity.occurredAt, zone)
  const { data: myDay } = useMyDay()
  const [day, setDay] = useState<string>()
  const [time, setTime] = useState(clockText(before.minutes))
  const [minutes, setMinutes] = useState(activity.durationS === null ? null : Math.round(activity.durationS / 60))
  const wanted = day ?? myDay?.workingDays[0] ?? today
  const move = async (reason: string) => {
    const startsAt = momentAt({ day: wanted as Day, minutes: minutesOf(time) ?? before.minutes }, zone)
    const durationS = minutes === null ? activity.durationS : minutes * 60
    const asked = { startsAt, ...(durationS !== null && { durationS }), reason: reason || null }
    const { id, version } = activity
    const keep = putOff.keepMove(activity, startsAt)
    const moved = await sendInTurn(keep.record, version, (present) =>
      api.activities.move({ id, version: present, ...asked }, { context: { keep } }),
    ).catch(unlessKept(() => putOff.kept({ ...activity, occurredAt: startsAt, durationS })))
    if (!moved) return onDone()
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
      disabled={wanted === ''}
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
        <NumberField
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
  const putOff = usePutOff()
  return (
    <ReasonForm
      label={texts.reasons.whyCancel}
      confirm={texts.actions.cancel}
      usual={texts.reasons.cancel}
      onConfirm={async (reason) => {
        const { id, version } = activity
        const keep = putOff.keepCancel(activity, reason)
        const off = await sendInTurn(keep.record, version, (present) =>
          api.activities.cancel({ id, version: present, reason }, { context: { keep } }),
        ).catch(unlessKept(() => putOff.kept({ ...activity, state: 'cancelled' })))
        if (!off) return onDone()
        changed()
        onDone()
        undo(texts.cancelled(texts.kinds[activity.kind]), [off])
      }}
      onBack={onBack}
    />
  )
}

/** For what waits for the network: says so and gives nothing; every other failure goes on. */
function unlessKept(onKept: () => void): (thrown: unknown) => undefined {
  return (thrown) => {
    if (!isKept(thrown)) throw thrown
    onKept()
    return undefined
  }
}
