import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Attachments } from '#modules/attachments/ui/api.tsx'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { AudioPlayer } from '#web/kit/audio-player.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './activities.module.css'
import { useActivityWords } from './activity-words.ts'
import { EditForm } from './edit-form.tsx'
import { KindIcon } from './kind-icon.tsx'
import { CancelForm, MoveForm } from './move-form.tsx'
import { OutcomeForm } from './outcome-form.tsx'
import { type ActivityCard, type MyDay, useActivityTexts, useChanged, useResults, useUndoOf } from './use-activities.ts'

export type PanelView = 'card' | 'report' | 'move' | 'cancel' | 'edit'

type Props = { id: string | undefined; view?: PanelView; onClose: () => void }

/** One activity beside the page: what it is, what can be done with it, what has been changed. */
export function ActivityPanel({ id, view = 'card', onClose }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const client = useQueryClient()
  // At hand when a contact is opened without a network.
  useResults()
  const {
    data: asked,
    error,
    refetch,
  } = useQuery({
    queryKey: ['activities', 'get', { id }],
    queryFn: () => api.activities.get({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  // A contact of today is at hand already: its result can be written down at once, without a network and when the network fails meanwhile.
  const data = asked ?? ofMyDay(client.getQueryData<MyDay>(['activities', 'myDay']), id)
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={data ? `${texts.kinds[data.kind]} · ${words.client(data)}` : ''}
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <PanelContent key={`${data.id} ${view}`} activity={data} first={view} onClose={onClose} />
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}

function ofMyDay(day: MyDay | undefined, id: string | undefined): ActivityCard | undefined {
  const found = day && [...day.late, ...day.planned, ...day.done].find((one) => one.id === id)
  return found && { ...found, edits: [] }
}

function PanelContent({ activity, first, onClose }: { activity: ActivityCard; first: PanelView; onClose: () => void }) {
  const [view, setView] = useState(first)
  const back = () => setView('card')
  const forms = { activity, onDone: onClose, onBack: back }
  switch (view) {
    case 'report':
      return (
        <>
          <Summary activity={activity} />
          <OutcomeForm
            activity={activity}
            onDone={onClose}
            onMove={() => setView('move')}
            onCancel={() => setView('cancel')}
          />
        </>
      )
    case 'move':
      return <MoveForm {...forms} />
    case 'cancel':
      return <CancelForm {...forms} />
    case 'edit':
      return <EditForm {...forms} />
    case 'card':
      return <Card activity={activity} onView={setView} onClose={onClose} />
  }
}

function Summary({ activity }: { activity: ActivityCard }) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const format = useFormat()
  return (
    <div className={css.summary}>
      <div className={css.summaryHead}>
        <KindIcon kind={activity.kind} size={18} />
        <strong>{words.moment(activity.occurredAt)}</strong>
        {activity.durationS !== null && activity.durationS > 0 && <span>{format.duration(activity.durationS)}</span>}
        <span className={css.state} data-state={activity.state}>
          {texts.states[activity.state]}
        </span>
      </div>
      {activity.title && <p>{activity.title}</p>}
      {activity.phone && (
        <a className={css.call} href={callTarget(activity.phone)}>
          {texts.callTo(activity.contact?.name ?? shownPhone(activity.phone))}
        </a>
      )}
    </div>
  )
}

type CardProps = { activity: ActivityCard; onView: (view: PanelView) => void; onClose: () => void }

function Card({ activity, onView, onClose }: CardProps) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const changed = useChanged()
  const undo = useUndoOf()
  const errorText = useErrorText()
  const remove = async () => {
    try {
      const { id, version } = activity
      const removed = await sendInTurn(`activity:${id}`, version, (present) =>
        api.activities.remove({ id, version: present }),
      )
      changed()
      onClose()
      undo(texts.removed(texts.kinds[activity.kind]), [removed])
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const facts: [string, string | null | undefined | false][] = [
    [texts.company, activity.company?.name],
    [texts.contact, activity.contact?.name],
    [texts.owner, activity.owner?.name],
    [texts.outcome.fromList, activity.outcome?.name],
    [texts.plannedFor, activity.shifts > 0 && activity.plannedAt && words.moment(activity.plannedAt)],
    [texts.shifts, activity.shifts > 0 && String(activity.shifts)],
    [texts.cancelReason, activity.cancelReason],
  ]
  return (
    <div className={css.panel}>
      <Summary activity={activity} />
      {activity.may.edit && (
        <div className={css.buttons}>
          {activity.state === 'planned' && (
            <>
              <Button onClick={() => onView('report')}>{texts.actions.report}</Button>
              <Button variant="default" onClick={() => onView('move')}>
                {texts.actions.move}
              </Button>
              <Button variant="default" onClick={() => onView('cancel')}>
                {texts.actions.cancel}
              </Button>
            </>
          )}
          {activity.state !== 'cancelled' && (
            <Button variant={activity.state === 'done' ? 'default' : 'subtle'} onClick={() => onView('edit')}>
              {texts.actions.edit}
            </Button>
          )}
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {texts.actions.remove}
          </Button>
        </div>
      )}
      {activity.result && <p className={css.words}>{activity.result}</p>}
      {activity.recordingUrl && (
        <AudioPlayer url={activity.recordingUrl} label={texts.recording.title} seconds={activity.durationS} />
      )}
      <dl className={css.facts}>
        {activity.deal && (
          <div>
            <dt>{texts.deal}</dt>
            <dd>
              <Link to={`/deals/${activity.deal.id}`}>{activity.deal.name}</Link>
            </dd>
          </div>
        )}
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <section>
        <h3>{texts.recording.files}</h3>
        <Attachments subject={{ type: 'activity', id: activity.id }} mayEdit={activity.may.edit} />
      </section>
      {activity.edits.length > 0 && <Edits edits={activity.edits} />}
    </div>
  )
}

function Edits({ edits }: { edits: ActivityCard['edits'] }) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const format = useFormat()
  return (
    <section>
      <h3>{texts.history.title}</h3>
      <ol className={css.edits}>
        {edits.map((edit) => (
          <li key={edit.version}>
            <span>
              {texts.history.actions[edit.action]}
              {edit.from && edit.to && `: ${words.moment(edit.from)} → ${words.moment(edit.to)}`}
              {edit.action === 'edited' &&
                edit.fields.length > 0 &&
                `: ${edit.fields.map((field) => texts.history.fields[field] ?? field).join(', ')}`}
            </span>
            {edit.reason && <q>{edit.reason}</q>}
            <small>{[edit.by?.name, format.dateTime(edit.at)].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}
