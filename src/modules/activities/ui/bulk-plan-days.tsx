import { ActionIcon, Alert, Button, SegmentedControl, TextInput, UnstyledButton } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { wallOf } from '../calc/wall-time.ts'
import type { ActivityKind } from '../contract.ts'
import { useActivityWords } from './activity-words.ts'
import css from './bulk-plan.module.css'
import outcome from './outcome.module.css'
import { useActivityTexts, useChanged, useMyDay, useUndoOf } from './use-activities.ts'

const OFFERED_DAYS = 10
const FIRST_DAYS = 3

/** Whom to plan for: by a deal, or by a company without one. */
export type PlanTarget = { dealId: string } | { companyId: string }

/** Which days and hours; the preview shows what would be planned before anything is. */
export function BulkPlanDays({ targets, onDone }: { targets: readonly PlanTarget[]; onDone: () => void }) {
  const texts = useActivityTexts()
  const { bulk: words } = texts
  const labels = useActivityWords()
  const errorText = useErrorText()
  const changed = useChanged()
  const undo = useUndoOf()
  const { data: myDay } = useMyDay()
  const offered = useMemo(() => (myDay?.workingDays ?? []).slice(0, OFFERED_DAYS), [myDay])
  const [days, setDays] = useState<readonly string[]>()
  const [kind, setKind] = useState<ActivityKind>('call')
  const [minutes, setMinutes] = useState(15)
  const [from, setFrom] = useState('10:00')
  const [to, setTo] = useState('17:00')
  const [pause, setPause] = useState(5)
  const [title, setTitle] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<string>()
  const chosen = days ?? offered.slice(0, FIRST_DAYS)
  const asked = {
    targets: [...targets],
    days: [...chosen],
    kind,
    durationS: minutes * 60,
    from: minutesOf(from) ?? 600,
    to: minutesOf(to) ?? 1_020,
    pauseMinutes: pause,
  }
  const preview = useQuery({
    queryKey: ['activities', 'bulkPreview', asked],
    queryFn: () => api.activities.previewPlans(asked),
    enabled: chosen.length > 0,
    placeholderData: keepPreviousData,
  })
  const keyOf = (one: { dealId: string | null; companyId: string | null }) => one.dealId ?? one.companyId ?? ''
  const plans = (preview.data?.rows ?? []).filter((one) => !left.has(keyOf(one)))

  const plan = async () => {
    setSending(true)
    setError(undefined)
    try {
      const { planned } = await api.activities.bulkPlan({
        kind,
        title: title.trim() || null,
        durationS: minutes * 60,
        rows: plans.map(({ dealId, companyId, owner, startsAt }) => ({
          dealId,
          companyId,
          ownerId: owner.id,
          startsAt,
        })),
      })
      changed()
      onDone()
      undo(words.planned(planned.length), planned)
    } catch (thrown) {
      setError(errorText(thrown))
    } finally {
      setSending(false)
    }
  }

  const count = (value: number | string, set: (next: number) => void) => typeof value === 'number' && set(value)
  return (
    <div className={outcome.outcome}>
      <SegmentedControl
        className={outcome.segments ?? ''}
        aria-label={texts.kind}
        data={(['call', 'meeting', 'email', 'message'] as const).map((one) => ({
          value: one,
          label: texts.kinds[one],
        }))}
        value={kind}
        onChange={(one) => setKind(one)}
      />
      <div className={outcome.block}>
        <h3>{words.days}</h3>
        <div className={outcome.chips}>
          {offered.map((day) => (
            <UnstyledButton
              key={day}
              className={outcome.chip}
              aria-pressed={chosen.includes(day)}
              onClick={() => setDays(chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day])}
            >
              {labels.day(day)}
            </UnstyledButton>
          ))}
        </div>
      </div>
      <FieldRow>
        <TextInput
          type="time"
          label={words.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput type="time" label={words.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <NumberField
          label={texts.minutes}
          hideControls
          min={5}
          max={480}
          value={minutes}
          onChange={(value) => count(value, setMinutes)}
        />
        <NumberField
          label={words.pause}
          hideControls
          min={0}
          max={240}
          value={pause}
          onChange={(value) => count(value, setPause)}
        />
      </FieldRow>
      <TextInput
        label={texts.title}
        placeholder={words.titlePlaceholder}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <section className={outcome.block} aria-busy={preview.isFetching}>
        <h3>{words.preview}</h3>
        {preview.error ? (
          <Alert color="red">{errorText(preview.error)}</Alert>
        ) : chosen.length === 0 ? (
          <p className={outcome.hint}>{words.noDays}</p>
        ) : !preview.data ? (
          <SkeletonText lines={6} />
        ) : (
          <Preview plans={plans} onLeave={(key) => setLeft(new Set([...left, key]))} keyOf={keyOf} />
        )}
        {(preview.data?.unplaced.length ?? 0) > 0 && (
          <Alert color="yellow" title={words.unplaced(preview.data?.unplaced.length ?? 0)}>
            {preview.data?.unplaced.slice(0, 10).join(', ')}
          </Alert>
        )}
      </section>
      {error && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Button
        fullWidth
        loading={sending}
        disabled={plans.length === 0 || preview.isFetching}
        onClick={() => void plan()}
      >
        {words.plan(plans.length)}
      </Button>
    </div>
  )
}

interface Plan {
  dealId: string | null
  companyId: string | null
  name: string
  owner: { id: string; name: string }
  startsAt: string
  durationS: number
}

type PreviewProps = { plans: readonly Plan[]; keyOf: (plan: Plan) => string; onLeave: (key: string) => void }

function Preview({ plans, keyOf, onLeave }: PreviewProps) {
  const { bulk: words } = useActivityTexts()
  const labels = useActivityWords()
  const format = useFormat()
  const { timeZone } = useViewer()
  const several = new Set(plans.map(({ owner }) => owner.id)).size > 1
  const byDay = Map.groupBy(plans, ({ startsAt }) => wallOf(startsAt, timeZone).day)
  return [...byDay].map(([day, own]) => (
    <div key={day} className={css.previewDay}>
      <h4>{`${labels.day(day)} · ${own.length}`}</h4>
      <ul aria-label={labels.day(day)}>
        {own.map((plan) => (
          <li key={keyOf(plan)}>
            <span>
              {format.time(plan.startsAt)}
              <small>–{clockText((minutesOf(format.time(plan.startsAt)) ?? 0) + plan.durationS / 60)}</small>
            </span>
            <span className={css.previewName}>
              {plan.name}
              {several && <small>{plan.owner.name}</small>}
            </span>
            <ActionIcon aria-label={words.leave(plan.name)} onClick={() => onLeave(keyOf(plan))}>
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  ))
}
