import { Alert, Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { Choice } from '#web/kit/choice.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { keptEdit } from '#web/outbox/kept-edit.ts'
import { useViewer } from '#web/session.tsx'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import { type ActivityChanges, type ActivityKind, activityKinds } from '../contract.ts'
import { useActivityWords } from './activity-words.ts'
import css from './outcome.module.css'
import { type ChosenSubject, SubjectFields } from './subject-fields.tsx'
import { type ActivityItem, useActivityTexts, useChanged, useResultsOf, useUndoOf } from './use-activities.ts'

interface Typed {
  kind: ActivityKind
  subject: ChosenSubject
  title: string
  day: string
  time: string
  minutes: number | null
  resultId: string | null
  result: string
  recordingUrl: string
}

type Props = { activity: ActivityItem; onDone: () => void; onBack: () => void }

/** Changes what is written about an activity. Who comes second sees what it is now and chooses. */
export function EditForm({ activity, onDone, onBack }: Props) {
  const texts = useActivityTexts()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const changed = useChanged()
  const undo = useUndoOf()
  const { timeZone: zone, today } = useViewer()
  const isDone = activity.state === 'done'
  const wall = wallOf(activity.occurredAt, zone)
  const before: ChosenSubject = {
    dealId: activity.deal?.id ?? null,
    companyId: activity.company?.id ?? null,
    contactId: activity.contact?.id ?? null,
  }
  const [typed, write, forget] = useDraft<Typed>(`activity.edit.${activity.id}.${activity.version}`, {
    kind: activity.kind,
    subject: before,
    title: activity.title ?? '',
    day: wall.day,
    time: clockText(wall.minutes),
    minutes: activity.durationS === null ? null : Math.round(activity.durationS / 60),
    resultId: activity.outcome?.id ?? null,
    result: activity.result ?? '',
    recordingUrl: activity.recordingUrl ?? '',
  })
  const { kind, subject, title, day, time, minutes, resultId, result, recordingUrl } = typed
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string>()
  const [current, setCurrent] = useState<ActivityItem>()
  const results = useResultsOf(kind)

  const changes = (): ActivityChanges => {
    const at = minutesOf(time) ?? wall.minutes
    const isMoved = day !== wall.day || at !== wall.minutes
    const lengthS = minutes === null ? null : minutes * 60
    return {
      ...(kind !== activity.kind && { kind }),
      ...(subject.dealId !== before.dealId && { dealId: subject.dealId }),
      ...(subject.companyId !== before.companyId && { companyId: subject.companyId }),
      ...(subject.contactId !== before.contactId && { contactId: subject.contactId }),
      ...(title.trim() !== (activity.title ?? '') && { title: title.trim() || null }),
      ...(isMoved && { occurredAt: momentAt({ day: (day || wall.day) as Day, minutes: at }, zone) }),
      ...(lengthS !== activity.durationS && { durationS: lengthS }),
      ...(isDone && {
        ...(resultId !== (activity.outcome?.id ?? null) && { resultId }),
        ...(result.trim() !== (activity.result ?? '') && { result: result.trim() || null }),
        ...(recordingUrl.trim() !== (activity.recordingUrl ?? '') && { recordingUrl: recordingUrl.trim() || null }),
      }),
    }
  }
  const save = async (version: number) => {
    setSaving(true)
    setError(undefined)
    try {
      const mine = changes()
      const record = `activity:${activity.id}`
      const keep = keptEdit(texts.kinds[kind], mine, { record, page: `/my-day?open=${activity.id}` })
      const saved = await sendInTurn(record, version, (present) =>
        api.activities.edit({ id: activity.id, version: present, changes: mine }, { context: { keep } }),
      )
      forget()
      changed()
      onDone()
      if (saved.version !== version) undo(texts.edited(texts.kinds[saved.kind]), [saved])
    } catch (thrown) {
      if (isKept(thrown)) {
        forget()
        onDone()
        say(kept)
        return
      }
      const { code, data } = toApiError(thrown)
      if (code === 'ACTIVITY_CHANGED') setCurrent((data as { current: ActivityItem }).current)
      else setError(errorText(thrown))
    } finally {
      setSaving(false)
    }
  }
  if (current) {
    return (
      <Conflict
        current={current}
        saving={saving}
        onKeep={() => {
          forget()
          changed()
          onDone()
        }}
        onMine={() => void save(current.version)}
      />
    )
  }
  return (
    <form
      className={css.outcome}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(activity.version)
      }}
    >
      <SegmentedControl
        className={css.segments ?? ''}
        aria-label={texts.kind}
        data={activityKinds.map((one) => ({ value: one, label: texts.kinds[one] }))}
        value={kind}
        onChange={(one) => write({ kind: one })}
      />
      <SubjectFields value={subject} onChange={(patch) => write({ subject: { ...subject, ...patch } })} />
      <TextInput
        label={texts.title}
        placeholder={texts.titlePlaceholder}
        maxLength={300}
        value={title}
        onChange={(event) => write({ title: event.currentTarget.value })}
      />
      <div className={css.when}>
        <TextInput
          type="date"
          label={texts.day}
          {...(isDone ? { max: today } : { min: today })}
          value={day}
          onChange={(event) => write({ day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={texts.time}
          value={time}
          onChange={(event) => write({ time: event.currentTarget.value })}
        />
        <NumberField
          label={texts.minutes}
          hideControls
          min={0}
          max={1_440}
          value={minutes ?? ''}
          onChange={(value) => write({ minutes: value === '' ? null : Number(value) })}
        />
      </div>
      {isDone && (
        <>
          <Choice
            label={texts.outcome.fromList}
            options={results.map(({ id, name }) => ({ value: id, label: name }))}
            value={results.some(({ id }) => id === resultId) ? resultId : null}
            clearable
            onChange={(value) => write({ resultId: value })}
          />
          <Textarea
            label={texts.result}
            autosize
            minRows={2}
            maxLength={5_000}
            value={result}
            onChange={(event) => write({ result: event.currentTarget.value })}
          />
          <TextInput
            type="url"
            label={texts.recording.link}
            placeholder="https://"
            value={recordingUrl}
            onChange={(event) => write({ recordingUrl: event.currentTarget.value })}
          />
        </>
      )}
      {error && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <div className={css.buttons}>
        <Button type="submit" loading={saving}>
          {texts.save}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            forget()
            onBack()
          }}
        >
          {texts.back}
        </Button>
      </div>
    </form>
  )
}

type ConflictProps = { current: ActivityItem; saving: boolean; onKeep: () => void; onMine: () => void }

function Conflict({ current, saving, onKeep, onMine }: ConflictProps) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  return (
    <div className={css.outcome}>
      <Alert color="yellow" role="alert" title={texts.conflict.title}>
        {texts.conflict.text}
        <p>
          {[
            texts.kinds[current.kind],
            words.moment(current.occurredAt),
            texts.states[current.state],
            current.title,
            current.outcome?.name,
            current.result,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </Alert>
      <div className={css.buttons}>
        <Button variant="default" onClick={onKeep} data-autofocus>
          {texts.conflict.keep}
        </Button>
        <Button onClick={onMine} loading={saving}>
          {texts.conflict.mine}
        </Button>
      </div>
    </div>
  )
}
