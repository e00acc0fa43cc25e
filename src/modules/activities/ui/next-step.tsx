import { SegmentedControl, TextInput, UnstyledButton } from '@mantine/core'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { minutesOf } from '#core/calendar/clock-text.ts'
import { FieldRow } from '#web/kit/form.tsx'
import { useViewer } from '#web/session.tsx'
import { momentAt } from '../calc/wall-time.ts'
import type { ActivityKind, ActivityResult, Next } from '../contract.ts'
import { useActivityWords } from './activity-words.ts'
import css from './outcome.module.css'
import { useActivityTexts, useMyDay } from './use-activities.ts'

/** What follows, while it is being chosen. */
export interface NextChoice {
  how: 'usual' | 'none' | 'day' | 'own'
  as: 'activity' | 'task'
  kind: ActivityKind
  day: string
  time: string
  title: string
}

export const usualNext: NextChoice = { how: 'usual', as: 'activity', kind: 'call', day: '', time: '', title: '' }

/** As the API takes it; undefined: nothing follows. */
export function nextInput({ how, as, kind, day, time, title }: NextChoice, zone: TimeZone): Next | undefined {
  if (how === 'none') return undefined
  if (how === 'usual' || day === '') return 'usual'
  const minutes = minutesOf(time)
  const words = title.trim() === '' ? {} : { title: title.trim() }
  const step = { as, kind, ...words }
  if (minutes === null) return { ...step, day }
  return { ...step, startsAt: momentAt({ day: day as Day, minutes }, zone) }
}

/** «звонок, пн 23 нояб.»: what usually follows this result. */
export function useUsualNext() {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const viewer = useViewer()
  const { data: myDay } = useMyDay()
  return (result: Pick<ActivityResult, 'next'>): string | undefined => {
    if (!result.next) return undefined
    const { kind, inDays } = result.next
    const day = inDays === 0 ? viewer.today : myDay?.workingDays[inDays - 1]
    return [texts.kindsInside[kind], day && words.day(day)].filter(Boolean).join(' ')
  }
}

type Props = { value: NextChoice; onChange: (value: NextChoice) => void; usual?: string | undefined }

/** The step that follows, by one touch: as usual, none, on one of the next days, or another. */
export function NextStep({ value, onChange, usual }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const { today } = useViewer()
  const { data: myDay } = useMyDay()
  const ahead = myDay?.workingDays ?? []
  const days = [ahead[0], ahead[2], ahead[4]].filter((day) => day !== undefined)
  const chips: { key: string; label: string; choice: Partial<NextChoice> }[] = [
    { key: 'usual', label: usual ? texts.next.usualIs(usual) : texts.next.usual, choice: { how: 'usual' } },
    { key: 'none', label: texts.next.none, choice: { how: 'none' } },
    ...days.map((day) => ({ key: day, label: words.day(day), choice: { how: 'day' as const, day, time: '' } })),
    {
      key: 'own',
      label: texts.next.other,
      choice: { how: 'own', day: value.day || (ahead[0] ?? addDays(today as Day, 1)), time: value.time || '10:00' },
    },
  ]
  const chosen = value.how === 'day' ? value.day : value.how
  return (
    <div className={css.next}>
      <div className={css.chips} role="radiogroup" aria-label={texts.next.title}>
        {chips.map(({ key, label, choice }) => (
          <UnstyledButton
            key={key}
            role="radio"
            aria-checked={chosen === key}
            className={css.chip}
            onClick={() => onChange({ ...value, ...choice })}
          >
            {label}
          </UnstyledButton>
        ))}
      </div>
      {value.how === 'own' && (
        <>
          <SegmentedControl
            className={css.segments ?? ''}
            aria-label={texts.next.what}
            data={[
              { value: 'call', label: texts.kinds.call },
              { value: 'meeting', label: texts.kinds.meeting },
              { value: 'email', label: texts.kinds.email },
              { value: 'task', label: texts.next.task },
            ]}
            value={value.as === 'task' ? 'task' : value.kind}
            onChange={(what) =>
              onChange(what === 'task' ? { ...value, as: 'task' } : { ...value, as: 'activity', kind: what })
            }
          />
          <FieldRow>
            <TextInput
              type="date"
              label={texts.day}
              value={value.day}
              min={today}
              onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={texts.time}
              value={value.time}
              onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
            />
          </FieldRow>
        </>
      )}
      {(value.how === 'own' || value.how === 'day') && (
        <TextInput
          label={texts.next.about}
          placeholder={texts.next.aboutPlaceholder}
          value={value.title}
          maxLength={300}
          onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
        />
      )}
    </div>
  )
}
