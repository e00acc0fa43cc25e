import { Alert, Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { isKept } from '#web/api-error.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import { countsOf, type Fate, missingFor } from '../calc/closing.ts'
import { wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import { type Closing, sendClosing } from './close-day-requests.ts'
import css from './my-day.module.css'
import outcome from './outcome.module.css'
import { Reasons } from './reason-form.tsx'
import { ResultChoice } from './result-choice.tsx'
import { type MyDay, useActivityTexts, useChanged, useUndoOf } from './use-activities.ts'

interface Evening {
  fates: Record<string, Fate>
  results: Record<string, string>
  to: string
  reason: string
}

type Props = { opened: boolean; day: MyDay | undefined; onClose: () => void }

/** The evening: what was not done is moved to the next working day, called off or reported, all in one go with one reason. */
export function CloseDay({ opened, day, onClose }: Props) {
  const { myDay: words } = useActivityTexts()
  return (
    <SidePanel opened={opened} onClose={onClose} title={words.closeTitle} width={560}>
      {opened && day && <ClosingForm day={day} onClose={onClose} />}
    </SidePanel>
  )
}

function closingsOf({ late, planned, tasks }: MyDay): Closing[] {
  return [
    ...[...late, ...planned].map((activity) => ({ id: activity.id, at: activity.occurredAt, activity })),
    ...tasks.map((task) => ({ id: task.id, at: task.dueAt, task })),
  ]
}

function ClosingForm({ day, onClose }: { day: MyDay; onClose: () => void }) {
  const texts = useActivityTexts()
  const { myDay: words } = texts
  const labels = useActivityWords()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const changed = useChanged()
  const undo = useUndoOf()
  const { timeZone: zone, today } = useViewer()
  // What is open when the evening begins: a change by somebody else meanwhile is told by the server, and then the list is what is open now.
  const [opened] = useState(() => closingsOf(day))
  const [isRefused, setRefused] = useState(false)
  const items = isRefused ? closingsOf(day) : opened
  const [{ fates, results, to, reason }, write, forget] = useDraft<Evening>(`evening.${day.day}`, {
    fates: {},
    results: {},
    to: day.workingDays[0] ?? today,
    reason: '',
  })
  const [error, setError] = useState<string>()
  const [sending, setSending] = useState(false)
  const fateOf = (id: string): Fate => fates[id] ?? 'move'
  const counts = countsOf(items.map(({ id }) => fateOf(id)))

  const send = async () => {
    const missing = missingFor(
      items.map(({ id }) => ({ fate: fateOf(id), hasResult: Boolean(results[id]?.trim()) })),
      { to, reason },
    )
    if (missing) {
      setError({ day: words.dayMissing, reason: texts.reasons.empty, result: words.resultMissing }[missing])
      return
    }
    setSending(true)
    try {
      const done = await sendClosing(
        items.map((item) => ({ ...item, fate: fateOf(item.id), result: results[item.id] ?? '' })),
        { to: to as Day, reason: reason.trim(), zone, title: words.closeButton(counts) },
      )
      forget()
      changed()
      onClose()
      undo(words.closedToast(counts), done.closed, done.undoTasks)
    } catch (thrown) {
      if (isKept(thrown)) {
        forget()
        onClose()
        say(kept)
        return
      }
      setError(errorText(thrown))
      setRefused(true)
      changed()
    } finally {
      setSending(false)
    }
  }

  return (
    <form
      className={outcome.outcome}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className={outcome.hint}>{words.closeHint}</p>
      <TextInput
        type="date"
        label={words.moveTo}
        description={to && labels.day(to)}
        min={today}
        value={to}
        onChange={(event) => write({ to: event.currentTarget.value })}
      />
      <ul className={css.closings}>
        {items.map(({ id, activity, task, at }) => (
          <li key={id}>
            <div className={css.closingHead}>
              <strong>{activity ? labels.client(activity) : task?.title}</strong>
              <small>
                {[
                  activity ? texts.kinds[activity.kind] : texts.task,
                  task && !task.hasTime ? labels.day(wallOf(at, zone).day) : labels.moment(at),
                  activity ? labels.about(activity) : task?.dealTitle,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </div>
            <SegmentedControl
              fullWidth
              aria-label={activity ? labels.client(activity) : (task?.title ?? '')}
              data={(['move', 'cancel', 'done', 'keep'] as const).map((fate) => ({
                value: fate,
                label: words.fates[fate],
              }))}
              value={fateOf(id)}
              onChange={(fate) => write({ fates: { ...fates, [id]: fate } })}
            />
            {fateOf(id) === 'done' && (
              <ResultChoice
                kind={activity?.kind}
                value={results[id] ?? ''}
                onChange={(value) => write({ results: { ...results, [id]: value } })}
              />
            )}
          </li>
        ))}
      </ul>
      <Reasons
        label={texts.reasons.whyDay}
        usual={texts.reasons.day}
        value={reason}
        onChange={(next) => write({ reason: next })}
      />
      <TextInput
        aria-label={texts.reasons.whyDay}
        placeholder={texts.reasons.own}
        maxLength={500}
        value={reason}
        onChange={(event) => write({ reason: event.currentTarget.value })}
      />
      {error && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Button type="submit" fullWidth loading={sending} disabled={counts.move + counts.cancel + counts.done === 0}>
        {words.closeButton(counts)}
      </Button>
    </form>
  )
}
