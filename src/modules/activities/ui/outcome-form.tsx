import { Button, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { isKept } from '#web/api-error.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import { NextStep, nextInput, type NextChoice, useUsualNext, usualNext } from './next-step.tsx'
import css from './outcome.module.css'
import { type ActivityItem, useActivityTexts, useChanged, useResultsOf, useUndoOf } from './use-activities.ts'

type Props = { activity: ActivityItem; onDone: () => void; onMove?: () => void; onCancel?: () => void }

/**
 * What came of a planned contact. The text is typed or dictated; one touch of a result saves it together with the next step, so that
 * a report takes two touches and a text.
 */
export function OutcomeForm({ activity, onDone, onMove, onCancel }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const changed = useChanged()
  const undo = useUndoOf()
  const { timeZone } = useViewer()
  const usualOf = useUsualNext()
  const results = useResultsOf(activity.kind)
  const [{ text }, change, forget] = useDraft(`outcome.${activity.id}`, { text: '' })
  const [next, setNext] = useState<NextChoice>(usualNext)
  const [details, setDetails] = useState(() => detailsOf(activity, timeZone))
  const [isOpen, setOpen] = useState(false)
  const [saving, setSaving] = useState<string>()
  const [error, setError] = useState<string>()

  const write = (value: string) => {
    change({ text: value })
    setError(undefined)
  }

  const save = async (resultId: string | null) => {
    if (saving) return
    if (!resultId && text.trim() === '') {
      setError(texts.outcome.empty)
      return
    }
    setSaving(resultId ?? 'text')
    try {
      const follows = nextInput(next, timeZone)
      const title = `${texts.kinds[activity.kind]}: ${text.trim() || (results.find(({ id }) => id === resultId)?.name ?? '')}`
      const page = activity.deal ? `/deals/${activity.deal.id}` : '/'
      const record = `activity:${activity.id}`
      const done = await sendInTurn(record, activity.version, async () => {
        const answer = await api.activities.complete(
          {
            id: activity.id,
            resultId,
            result: text.trim() || null,
            ...(isOpen && detailsInput(details, timeZone)),
            ...(follows && { next: follows }),
          },
          { context: { keep: { title: title.slice(0, 120), record, page } } },
        )
        return { ...answer, version: answer.activity.version }
      })
      forget()
      changed()
      onDone()
      const said = done.next
        ? texts.outcome.savedWithNext(texts.kinds[done.next.kind], words.moment(done.next.occurredAt))
        : done.nextTaskId
          ? texts.outcome.savedWithTask
          : texts.outcome.saved
      const taskId = done.nextTaskId
      undo(said, [done.activity, ...(done.next ? [done.next] : [])], () =>
        taskId ? api.tasks.trash({ ids: [taskId], deleted: true }) : Promise.resolve(),
      )
    } catch (thrown) {
      if (isKept(thrown)) {
        forget()
        onDone()
        say(kept)
        return
      }
      setError(errorText(thrown))
      setSaving(undefined)
    }
  }

  return (
    <div className={css.outcome}>
      <Textarea
        label={texts.outcome.text}
        placeholder={texts.outcome.placeholder}
        autoFocus
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5_000}
        value={text}
        error={error}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <div className={css.results} role="group" aria-label={texts.outcome.choose}>
        {results.map((result) => {
          const usual = next.how === 'usual' ? usualOf(result) : undefined
          return (
            <UnstyledButton
              key={result.id}
              className={css.result}
              data-quiet={!result.isContact || undefined}
              disabled={saving !== undefined}
              aria-busy={saving === result.id}
              onClick={() => void save(result.id)}
            >
              <span>{result.name}</span>
              <small>{next.how === 'usual' ? (usual ? `→ ${usual}` : texts.next.noneAfter) : ' '}</small>
            </UnstyledButton>
          )
        })}
      </div>
      <p className={css.hint}>{results.length > 0 ? texts.outcome.hint : texts.outcome.noResults}</p>
      <section className={css.block}>
        <h3>{texts.next.title}</h3>
        <NextStep value={next} onChange={setNext} />
      </section>
      {isOpen ? (
        <Details value={details} onChange={setDetails} isCall={activity.kind === 'call'} />
      ) : (
        <Button variant="subtle" onClick={() => setOpen(true)}>
          {texts.outcome.details}
        </Button>
      )}
      <div className={css.buttons}>
        <Button
          variant="default"
          loading={saving === 'text'}
          disabled={text.trim() === ''}
          onClick={() => void save(null)}
        >
          {texts.outcome.onlyText}
        </Button>
        {onMove && (
          <Button variant="subtle" onClick={onMove}>
            {texts.actions.move}
          </Button>
        )}
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            {texts.actions.cancel}
          </Button>
        )}
      </div>
    </div>
  )
}

interface DetailValues {
  day: string
  time: string
  minutes: number | null
  recordingUrl: string
}

function detailsOf({ occurredAt, durationS }: ActivityItem, zone: TimeZone): DetailValues {
  const planned = Date.parse(occurredAt)
  const { day, minutes } = wallOf(Math.min(planned, Date.now()), zone)
  return {
    day,
    time: clockText(minutes),
    minutes: durationS === null ? null : Math.round(durationS / 60),
    recordingUrl: '',
  }
}

function detailsInput({ day, time, minutes, recordingUrl }: DetailValues, zone: TimeZone) {
  const at = minutesOf(time)
  return {
    ...(day !== '' && at !== null && { occurredAt: momentAt({ day: day as Day, minutes: at }, zone) }),
    durationS: minutes === null ? null : minutes * 60,
    ...(recordingUrl.trim() !== '' && { recordingUrl: recordingUrl.trim() }),
  }
}

function Details({
  value,
  onChange,
  isCall,
}: {
  value: DetailValues
  onChange: (value: DetailValues) => void
  isCall: boolean
}) {
  const texts = useActivityTexts()
  return (
    <section className={css.block}>
      <div className={css.when}>
        <TextInput
          type="date"
          label={texts.outcome.tookPlace}
          value={value.day}
          onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={texts.time}
          value={value.time}
          onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
        />
        <NumberField
          label={texts.minutes}
          hideControls
          min={0}
          max={1_440}
          value={value.minutes ?? ''}
          onChange={(minutes) => onChange({ ...value, minutes: minutes === '' ? null : Number(minutes) })}
        />
      </div>
      {isCall && (
        <TextInput
          type="url"
          label={texts.recording.link}
          placeholder="https://"
          value={value.recordingUrl}
          onChange={(event) => onChange({ ...value, recordingUrl: event.currentTarget.value })}
        />
      )}
    </section>
  )
}
