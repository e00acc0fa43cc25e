import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { Choice, type Option, PersonPicker } from '#web/kit/choice.tsx'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import { useFieldText } from '#web/kit/use-field-text.ts'
import { horizons, priorities, repeats } from '../contract.ts'
import css from './tasks.module.css'
import { useDueTime } from './use-due-text.ts'
import type { TaskEdit } from './use-task-edit.tsx'
import { type Task, useTaskReference, useTasksTexts } from './use-tasks.ts'

/** The fields of a task; each is saved when one leaves it. Who may not edit reads them. */
export function TaskFields({ task, edit }: { task: Task; edit: TaskEdit }) {
  const texts = useTasksTexts()
  const words = texts.card
  const dueTime = useDueTime()
  const { data: reference } = useTaskReference()
  const disabled = !task.may.edit
  const people = (reference?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const time = dueTime(task) ?? ''
  // A question about the day puts what is saved back into its fields.
  const asked = edit.shift || edit.conflict ? 'asked' : ''
  return (
    <div className={css.fields}>
      <TextField label={words.title} value={task.title} disabled={disabled} onSave={(title) => edit.save({ title })} />
      <TextInput
        key={`day ${task.dueOn} ${asked}`}
        type="date"
        label={words.dueOn}
        defaultValue={task.dueOn}
        disabled={disabled}
        onBlur={({ currentTarget: { value } }) => value && value !== task.dueOn && edit.save({ dueOn: value })}
      />
      <TextInput
        key={`hour ${time} ${asked}`}
        type="time"
        label={words.dueTime}
        defaultValue={time}
        disabled={disabled}
        onBlur={({ currentTarget: { value } }) => value !== time && edit.save({ dueTime: value || null })}
      />
      <PersonPicker
        label={words.owner}
        options={people}
        chosen={{ value: task.owner.id, label: task.owner.name }}
        value={task.owner.id}
        disabled={disabled}
        onChange={(ownerId) => ownerId && ownerId !== task.owner.id && edit.save({ ownerId })}
      />
      <Choice
        label={words.repeat}
        options={repeats.map((value) => ({ value, label: texts.repeat[value] }))}
        value={task.repeat}
        disabled={disabled}
        clearable
        placeholder={texts.noRepeat}
        onChange={(repeat) => edit.save({ repeat: repeat as Task['repeat'] })}
      />
      <Segments
        label={words.priority}
        value={task.priority}
        disabled={disabled}
        options={priorities.map((value) => ({ value, label: texts.priority[value] }))}
        onChange={(priority) => edit.save({ priority })}
      />
      <Segments
        label={words.horizon}
        value={task.horizon}
        disabled={disabled}
        options={horizons.map((value) => ({ value, label: texts.horizon[value] }))}
        onChange={(horizon) => edit.save({ horizon })}
      />
      {!disabled && (
        <div className={css.wide}>
          <Choice
            label={words.deal}
            value={task.deal?.id ?? null}
            chosen={task.deal ? { value: task.deal.id, label: task.deal.name } : undefined}
            clearable
            load={findDeals}
            loadKey={['tasks', 'deals']}
            onChange={(dealId) => edit.save({ dealId })}
          />
        </div>
      )}
      <TextField
        label={words.note}
        value={task.note ?? ''}
        disabled={disabled}
        long
        onSave={(note) => edit.save({ note: note || null })}
      />
    </div>
  )
}

async function findDeals(text: string): Promise<Option[]> {
  const { rows } =
    text.trim() === '' ? await api.deals.list({ limit: 10 }) : await api.deals.search({ text, limit: 10 })
  return rows.map(({ id, title, stage }) => ({ value: id, label: title, detail: stage.name }))
}

type TextProps = { label: string; value: string; disabled: boolean; long?: boolean; onSave: (text: string) => void }

/** Leaving saves, and so does shutting the panel; Escape gives the old title back, which cannot be emptied. */
function TextField({ label, value, disabled, long = false, onSave }: TextProps) {
  const { card: words } = useTasksTexts()
  const { text, write, leave, restore } = useFieldText(value, (typed) => (long || typed !== '') && onSave(typed))
  const isEmpty = !long && text.trim() === ''
  const shared = {
    label,
    value: text,
    disabled,
    className: css.wide ?? '',
    error: isEmpty ? words.noTitle : undefined,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => write(currentTarget.value),
    onBlur: leave,
  }
  return long ? (
    <Textarea {...shared} autosize minRows={2} maxLength={10_000} />
  ) : (
    <TextInput
      {...shared}
      {...(text !== value && ownEscape)}
      maxLength={500}
      onKeyDown={(event) => {
        if (event.key === 'Escape') restore()
      }}
    />
  )
}

type SegmentsProps<Value extends string> = {
  label: string
  value: Value
  disabled: boolean
  options: { value: Value; label: string }[]
  onChange: (value: Value) => void
}

function Segments<Value extends string>({ label, value, disabled, options, onChange }: SegmentsProps<Value>) {
  return (
    <div className={css.segments}>
      <span>{label}</span>
      <SegmentedControl
        aria-label={label}
        data={options}
        value={value}
        disabled={disabled}
        onChange={(next) => next !== value && onChange(next)}
      />
    </div>
  )
}
