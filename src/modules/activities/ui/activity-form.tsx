import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { Day } from '#core/calendar/day.ts'
import { id } from '#core/http/contract.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { Form } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import { usualLengthS } from '../calc/lengths.ts'
import { momentAt, nextQuarter } from '../calc/wall-time.ts'
import { activityKind, activityKinds } from '../contract.ts'
import { mayPlanFor } from '../policy.ts'
import { useActivityWords } from './activity-words.ts'
import { type NextChoice, NextStep, nextInput, usualNext, useUsualNext } from './next-step.tsx'
import css from './outcome.module.css'
import { type ChosenSubject, SubjectFields } from './subject-fields.tsx'
import { useActivityTexts, useChanged, usePeople, useResultsOf, useUndoOf, useWallNow } from './use-activities.ts'

const schema = z.object({
  what: z.enum(['done', 'planned']),
  kind: activityKind,
  dealId: id.nullable(),
  companyId: id.nullable(),
  title: z.string().max(300).optional(),
  day: z.string().optional(),
  time: z.string().optional(),
  minutes: z.number().int().min(0).max(1_440).nullable(),
  ownerId: id.nullable(),
  resultId: id.nullable(),
  result: z.string().max(5_000).optional(),
  recordingUrl: z.string().max(2_000).optional(),
})

export interface Subject {
  dealId?: string | undefined
  companyId?: string | undefined
  contactId?: string | undefined
}

export interface FormStart {
  what?: 'done' | 'planned'
  kind?: (typeof activityKinds)[number]
  day?: string
  /** Minutes after midnight. */
  from?: number
  /** Minutes. */
  length?: number
  ownerId?: string
}

type Props = {
  /** With whom, when the page knows it; else it is asked for. */
  subject?: Subject
  start?: FormStart
  onDone: () => void
  onCancel?: () => void
  /** Keeps what is typed in this browser under the name. */
  draftKey?: string
}

/** Plans a contact, or records one that has taken place together with the step that follows. */
export function ActivityForm({ subject = {}, start = {}, onDone, onCancel, draftKey }: Props) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const viewer = useViewer()
  const { kept } = useKitTexts()
  const now = useWallNow()
  const changed = useChanged()
  const undo = useUndoOf()
  const zone = viewer.timeZone
  const kind = start.kind ?? 'call'
  const isFixed = subject.dealId !== undefined || subject.companyId !== undefined || subject.contactId !== undefined
  const [next, setNext] = useState<NextChoice>(usualNext)
  const [contactId, setContactId] = useState(subject.contactId ?? null)
  const form = useForm({
    schema,
    initial: {
      what: start.what ?? 'done',
      kind,
      dealId: subject.dealId ?? null,
      companyId: subject.companyId ?? null,
      title: '',
      day: start.day ?? '',
      time: start.from === undefined ? '' : clockText(start.from),
      minutes: start.length ?? null,
      ownerId: start.ownerId ?? viewer.id,
      resultId: null,
      result: '',
      recordingUrl: '',
    },
    submit: async (values) => {
      const about = {
        kind: values.kind,
        dealId: values.dealId,
        companyId: values.companyId,
        contactId,
        title: values.title?.trim() || null,
      }
      if (values.what === 'planned') {
        const minutes = minutesOf(values.time ?? '') ?? nextQuarter(now().minutes)
        const day = (values.day || viewer.today) as Day
        const plan = {
          ...about,
          startsAt: momentAt({ day, minutes }, zone),
          durationS: (values.minutes ?? usualLengthS(values.kind) / 60) * 60,
          ...(values.ownerId && { ownerId: values.ownerId }),
        }
        const title = texts.plannedToast(texts.kinds[values.kind], words.moment(plan.startsAt))
        const keep = { title, record: `deal:${values.dealId ?? ''}`, page: '/calendar' }
        const made = await api.activities.plan(plan, { context: { keep } })
        return { ...made, next: null, nextTaskId: null }
      }
      const minutes = minutesOf(values.time ?? '')
      const day = (values.day || viewer.today) as Day
      const follows = nextInput(next, viewer.timeZone)
      const keep = {
        title: `${texts.kinds[values.kind]}: ${values.result?.trim() ?? ''}`.slice(0, 120),
        record: `deal:${values.dealId ?? ''}`,
        page: values.dealId ? `/deals/${values.dealId}` : '/',
        stamp: 'occurredAt',
      }
      return api.activities.add(
        {
          ...about,
          resultId: values.resultId,
          result: values.result?.trim() || null,
          ...((values.day || minutes !== null) && {
            occurredAt: momentAt({ day, minutes: minutes ?? now().minutes }, zone),
          }),
          ...(values.minutes !== null && { durationS: values.minutes * 60 }),
          ...(values.recordingUrl?.trim() && { recordingUrl: values.recordingUrl.trim() }),
          ...(follows && { next: follows }),
        },
        { context: { keep } },
      )
    },
    onDone: (made) => {
      form.reset()
      setNext(usualNext)
      changed()
      onDone()
      const kindName = texts.kinds[made.kind]
      const said =
        made.state === 'planned'
          ? texts.plannedToast(kindName, words.moment(made.occurredAt))
          : made.next
            ? texts.addedWithNext(kindName, texts.kindsInside[made.next.kind], words.moment(made.next.occurredAt))
            : texts.added(kindName)
      const taskId = made.nextTaskId
      undo(said, [made, ...(made.next ? [made.next] : [])], () =>
        taskId ? api.tasks.trash({ ids: [taskId], deleted: true }) : Promise.resolve(),
      )
    },
    onKept: () => {
      form.reset()
      setNext(usualNext)
      onDone()
      say(kept)
    },
    ...(draftKey && { draftKey }),
  })
  // Another deal or company has other people.
  const choose = ({ dealId, companyId, contactId: person }: Partial<ChosenSubject>) => {
    setContactId(person ?? null)
    if (dealId !== undefined) form.set('dealId', dealId)
    if (companyId !== undefined) form.set('companyId', companyId)
  }
  const { what } = form.values
  const isDone = what === 'done'
  return (
    <Form
      form={form}
      submitLabel={isDone ? texts.add : texts.plan}
      guard={false}
      actions={
        onCancel && (
          <Button variant="default" onClick={onCancel}>
            {texts.close}
          </Button>
        )
      }
    >
      <SegmentedControl
        aria-label={texts.what}
        data={[
          { value: 'done', label: texts.whatDone },
          { value: 'planned', label: texts.whatPlanned },
        ]}
        value={what ?? 'done'}
        onChange={(value) => form.set('what', value)}
      />
      <SegmentedControl
        className={css.segments ?? ''}
        aria-label={texts.kind}
        data={activityKinds.map((one) => ({ value: one, label: texts.kinds[one] }))}
        value={form.values.kind ?? 'call'}
        onChange={(value) => {
          form.set('kind', value)
        }}
      />
      {subject.contactId === undefined && (
        <SubjectFields
          value={{
            dealId: form.values.dealId || null,
            companyId: form.values.companyId || null,
            contactId,
          }}
          onChange={choose}
          isFixed={isFixed}
        />
      )}
      {isDone ? (
        <DoneFields form={form} next={next} onNext={setNext} />
      ) : (
        <TextInput label={texts.title} placeholder={texts.titlePlaceholder} maxLength={300} {...form.text('title')} />
      )}
      <div className={css.when}>
        <TextInput
          type="date"
          label={texts.day}
          {...(isDone && { description: texts.now })}
          {...form.text('day')}
          {...(isDone ? { max: viewer.today } : { min: viewer.today })}
        />
        <TextInput type="time" label={texts.time} {...form.text('time')} />
        <NumberField
          label={texts.minutes}
          hideControls
          min={0}
          max={1_440}
          placeholder={isDone ? '' : String(usualLengthS(form.values.kind || 'call') / 60)}
          {...numberOf(form.field('minutes'))}
        />
      </div>
      {isDone && form.values.kind === 'call' && (
        <TextInput type="url" label={texts.recording.link} placeholder="https://" {...form.text('recordingUrl')} />
      )}
      {!isDone && <OwnerField value={form.values.ownerId || null} onChange={(value) => form.set('ownerId', value)} />}
    </Form>
  )
}

type FormOf = {
  values: { kind?: string | null | undefined; resultId?: string | null | undefined }
  set: (name: 'resultId', value: string | null) => void
  text: (name: 'result') => object
}

function DoneFields({ form, next, onNext }: { form: FormOf; next: NextChoice; onNext: (next: NextChoice) => void }) {
  const texts = useActivityTexts()
  const usualOf = useUsualNext()
  const results = useResultsOf(activityKind.safeParse(form.values.kind).data ?? 'call')
  const chosen = results.find((one) => one.id === form.values.resultId)
  return (
    <>
      {results.length > 0 && (
        <Choice
          label={texts.outcome.fromList}
          placeholder={texts.outcome.fromListHint}
          options={results.map(({ id: value, name }) => ({ value, label: name }))}
          value={chosen?.id ?? null}
          clearable
          onChange={(value) => form.set('resultId', value)}
        />
      )}
      <Textarea
        label={texts.result}
        placeholder={texts.resultPlaceholder}
        autosize
        minRows={2}
        maxRows={8}
        {...form.text('result')}
      />
      <div className={css.block}>
        <h3>{texts.next.title}</h3>
        <NextStep value={next} onChange={onNext} usual={chosen && (usualOf(chosen) ?? texts.next.noneUsual)} />
      </div>
    </>
  )
}

/** Whose it is: a leader plans for his people. */
function OwnerField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const texts = useActivityTexts()
  const viewer = useViewer()
  const people = usePeople()
  const actor = { role: viewer.role, scope: 'all' as const, people: [], personId: viewer.id, readOnly: false }
  const others = people.filter(({ id: person }) => mayPlanFor(actor, person))
  if (others.length < 2) return null
  const options = others.map(({ id: person, name }) => ({ value: person, label: name }))
  return <PersonPicker label={texts.owner} options={options} value={value} onChange={onChange} />
}

function numberOf(field: {
  value: number | null
  error?: string | undefined
  onChange: (value: number | null) => void
}) {
  return {
    value: field.value ?? '',
    error: field.error,
    onChange: (value: number | string) => field.onChange(value === '' ? null : Number(value)),
  }
}
