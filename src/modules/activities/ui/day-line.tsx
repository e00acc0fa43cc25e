import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { Button, UnstyledButton } from '@mantine/core'
import IconCheckbox from '@tabler/icons-react/dist/esm/icons/IconCheckbox.mjs'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import { KindIcon } from './kind-icon.tsx'
import css from './my-day.module.css'
import { type ActivityItem, type DayTask, useActivityTexts } from './use-activities.ts'

type Props = { activity: ActivityItem; isLate: boolean; onOpen: () => void; onReport: () => void }

/** One contact of the day: when, with whom, about what; a call and a report by one touch each. */
export function DayLine({ activity, isLate, onOpen, onReport }: Props) {
  const texts = useActivityTexts()
  const { myDay: labels } = texts
  const words = useActivityWords()
  const format = useFormat()
  const { timeZone } = useViewer()
  const isPlanned = activity.state === 'planned'
  const client = words.client(activity)
  const detail = [texts.kinds[activity.kind], words.about(activity), activity.outcome?.name ?? activity.result].filter(
    Boolean,
  )
  return (
    <li className={css.line} data-state={activity.state}>
      <UnstyledButton className={css.what} onClick={onOpen}>
        <span className={css.when} data-late={isLate || undefined}>
          {isLate && <span>{words.day(wallOf(activity.occurredAt, timeZone).day)}</span>}
          <span>{format.time(activity.occurredAt)}</span>
        </span>
        <span className={css.kind}>
          <KindIcon kind={activity.kind} size={18} />
        </span>
        <span className={css.words}>
          <strong>{words.clientShort(activity)}</strong>
          <small>{detail.join(' · ')}</small>
        </span>
      </UnstyledButton>
      {isPlanned && (
        <span className={css.actions}>
          {activity.phone && activity.kind !== 'email' && (
            // The report waits when one comes back from the call.
            <a
              className={css.phone}
              href={callTarget(activity.phone)}
              aria-label={labels.callTo(client)}
              title={shownPhone(activity.phone)}
              onClick={activity.may.edit ? onReport : undefined}
            >
              <IconPhoneCall size={20} stroke={1.5} />
            </a>
          )}
          {activity.may.edit && (
            <Button variant="light" onClick={onReport} aria-label={labels.reportOn(client)}>
              {texts.actions.report}
            </Button>
          )}
        </span>
      )}
    </li>
  )
}

/** A task among the contacts of the day. */
export function TaskLine({ task, onClose }: { task: DayTask; onClose?: () => void }) {
  const texts = useActivityTexts()
  const { myDay: labels } = texts
  const words = useActivityWords()
  const format = useFormat()
  const { today, timeZone } = useViewer()
  const dueOn = wallOf(task.dueAt, timeZone).day
  const isLate = dueOn < today
  return (
    <li className={css.line}>
      <Link to="/tasks" search={{ task: task.id }} className={css.what}>
        <span className={css.when} data-late={isLate || undefined}>
          {isLate ? words.day(dueOn) : task.hasTime ? labels.by(format.time(task.dueAt)) : labels.anyTime}
        </span>
        <span className={css.kind}>
          <IconCheckbox size={18} stroke={1.5} />
        </span>
        <span className={css.words}>
          <strong>{task.title}</strong>
          <small>{[texts.task, task.dealTitle].filter(Boolean).join(' · ')}</small>
        </span>
      </Link>
      {onClose && (
        <span className={css.actions}>
          <Button variant="light" onClick={onClose} aria-label={labels.closeTask(task.title)}>
            {labels.taskDone}
          </Button>
        </span>
      )}
    </li>
  )
}
