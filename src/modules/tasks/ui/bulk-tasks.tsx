import { Button, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import IconEdit from '@tabler/icons-react/dist/esm/icons/IconEdit.mjs'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Inputs, Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonPicker } from '#web/kit/choice.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Selection } from '#web/kit/table/data-table.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useWork } from '#web/kit/use-work.ts'
import { horizons, priorities } from '../contract/shapes.ts'
import { type LeftReason, MOST_AT_ONCE, type tasksContract } from '../contract.ts'
import css from './tasks.module.css'
import { type Task, useTaskReference, useTasksChanged, useTasksTexts } from './use-tasks.ts'

type Question = Inputs<typeof tasksContract>['editMany']
type Outcome = Outputs<typeof tasksContract>['editMany']
type Changes = Question['rows'][number]['changes']

/** The chosen tasks of the list, and what can be done to all of them. `question` names what the list shows: with another one nothing is chosen. */
export function useBulkTasks(rows: readonly Task[] | undefined, question: string): Selection {
  const texts = useTasksTexts().bulk
  const [chosen, setChosen] = useState<{ question: string; keys: ReadonlySet<string> }>({ question, keys: new Set() })
  const [opened, setOpened] = useState(false)
  const keys = chosen.question === question ? chosen.keys : new Set<string>()
  const tasks = (rows ?? []).filter(({ id }) => keys.has(id)).slice(0, MOST_AT_ONCE)
  const close = () => setOpened(false)
  return {
    keys,
    change: (next) => setChosen({ question, keys: next }),
    ...(keys.size > MOST_AT_ONCE && { said: texts.most(MOST_AT_ONCE) }),
    actions: (
      <>
        <Button size="compact-sm" leftSection={<IconEdit size={14} />} onClick={() => setOpened(true)}>
          {texts.change}
        </Button>
        <Modal opened={opened} onClose={close} title={<strong>{texts.title}</strong>} size={520}>
          {opened && (
            <BulkForm
              tasks={tasks}
              onCancel={close}
              onDone={() => {
                setChosen({ question, keys: new Set() })
                close()
              }}
            />
          )}
        </Modal>
      </>
    ),
  }
}

function BulkForm({ tasks, onCancel, onDone }: { tasks: readonly Task[]; onCancel: () => void; onDone: () => void }) {
  const all = useTasksTexts()
  const texts = all.bulk
  const format = useFormat()
  const errorText = useErrorText()
  const { data: reference } = useTaskReference()
  const [changes, setChanges] = useState<Changes>({})
  const [reason, setReason] = useState('')
  const put = (patch: Changes) => setChanges((known) => ({ ...known, ...patch }))
  const question: Question = {
    rows: tasks.map(({ id, version }) => ({ id, version, changes })),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  }
  const isEmpty = Object.values(changes).every((value) => value === undefined)
  const [asked] = useDebouncedValue(JSON.stringify(question), 300)
  const preview = useQuery({
    queryKey: ['tasks', 'editMany', asked],
    queryFn: () => api.tasks.editMany({ ...(JSON.parse(asked) as Question), rehearse: true }),
    enabled: !isEmpty,
    retry: false,
    gcTime: 0,
  })
  const apply = useApply(onDone)
  const isAsked = asked === JSON.stringify(question)
  const count = isAsked ? (preview.data?.changed.length ?? 0) : 0
  return (
    <form
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        if (count > 0) void apply(question)
      }}
    >
      {(reference?.people.length ?? 0) > 1 && (
        <PersonPicker
          label={all.card.owner}
          value={changes.ownerId ?? null}
          options={(reference?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          placeholder={texts.asIs}
          onChange={(ownerId) => put({ ownerId: ownerId ?? undefined })}
        />
      )}
      <TextInput
        type="date"
        label={all.card.dueOn}
        value={changes.dueOn ?? ''}
        onChange={(event) => put({ dueOn: event.currentTarget.value || undefined })}
      />
      {changes.dueOn !== undefined && (
        <Textarea
          label={all.shift.label}
          description={texts.reasonHint}
          value={reason}
          maxLength={1000}
          autosize
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Words
        label={all.card.priority}
        asIs={texts.asIs}
        value={changes.priority}
        options={priorities.map((value) => ({ value, label: all.priority[value] }))}
        onChange={(priority) => put({ priority })}
      />
      <Words
        label={all.card.horizon}
        asIs={texts.asIs}
        value={changes.horizon}
        options={horizons.map((value) => ({ value, label: all.horizon[value] }))}
        onChange={(horizon) => put({ horizon })}
      />
      {!isEmpty && (
        <div className={css.preview} aria-live="polite">
          {preview.error ? (
            <p role="alert">{errorText(preview.error)}</p>
          ) : preview.data && isAsked ? (
            <Preview outcome={preview.data} />
          ) : (
            <SkeletonText lines={2} />
          )}
        </div>
      )}
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {all.cancel}
        </Button>
        <Button type="submit" disabled={count === 0}>
          {texts.apply(format.number(count), count)}
        </Button>
      </div>
    </form>
  )
}

function Preview({ outcome }: { outcome: Outcome }) {
  const texts = useTasksTexts().bulk
  const format = useFormat()
  const { changed, same, left } = outcome
  const reasons = [...new Set(left.map(({ reason }) => reason))]
  const titles = (reason: LeftReason) => left.filter((one) => one.reason === reason).map(({ title }) => title)
  return (
    <ul className={css.outcome}>
      <li>
        <b>{texts.willChange(format.number(changed.length), changed.length)}</b>
      </li>
      {same > 0 && <li>{texts.same(format.number(same))}</li>}
      {reasons.map((reason) => (
        <li key={reason} data-tone="left">
          {texts.left(format.number(titles(reason).length), texts.reasons[reason])}
          <small>{titles(reason).slice(0, 3).join(' · ')}</small>
        </li>
      ))}
    </ul>
  )
}

/** Writes the change and offers to take it back: each task gets its own old values again, unless somebody has changed it since. */
function useApply(onDone: () => void): (question: Question) => Promise<void> {
  const texts = useTasksTexts().bulk
  const format = useFormat()
  const changed = useTasksChanged()
  const run = useWork('tasks')
  const undo = useUndoToast()
  return async (question) => {
    const outcome = await run(() => api.tasks.editMany(question))
    if (!outcome) return
    changed()
    onDone()
    const rows = outcome.changed.map(({ id, version, before }) => ({ id, version, changes: before }))
    const n = rows.length
    if (n === 0) return
    undo({
      text: texts.hasChanged(format.number(n), n),
      onUndo: async () => {
        const back = await run(() => api.tasks.editMany({ rows, reason: texts.undoReason }))
        changed()
        if (back) say(texts.undone(format.number(back.changed.length), back.changed.length))
      },
    })
  }
}

type WordsProps<Value extends string> = {
  label: string
  asIs: string
  value: Value | undefined
  options: { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
}

function Words<Value extends string>({ label, asIs, value, options, onChange }: WordsProps<Value>) {
  return (
    <div className={css.segments}>
      <span>{label}</span>
      <SegmentedControl
        aria-label={label}
        data={[{ value: '', label: asIs }, ...options]}
        value={value ?? ''}
        onChange={(next) => onChange(next === '' ? undefined : next)}
      />
    </div>
  )
}
