import { type ReactNode, useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { say } from '#web/kit/toast.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { useWork } from '#web/kit/use-work.ts'
import { keptEdit } from '#web/outbox/kept-edit.ts'
import { horizons, priorities } from '../contract/shapes.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import type { Changes } from './use-task-edit.tsx'
import { type Task, useTaskReference, useTasksChanged, useTasksTexts } from './use-tasks.ts'

export type TaskEdits = Partial<Record<string, Column<Task>['edit']>>

/** How cells of the list are edited. A later date asks for its reason; over somebody else's change nothing is written, and the list shows what is now. */
export function useCellEdits(): { edits: TaskEdits; dialog: ReactNode } {
  const texts = useTasksTexts()
  const { kept } = useKitTexts()
  const format = useFormat()
  const changed = useTasksChanged()
  const { data: reference } = useTaskReference()
  const [shift, setShift] = useState<{ task: Task; dueOn: string }>()
  const run = useWork('tasks')
  const calls = useLatest({
    async put(task: Task, changes: Changes, reason?: string) {
      try {
        const record = `task:${task.id}`
        const keep = keptEdit(task.title, changes, { record, page: '/tasks' })
        await sendInTurn(record, task.version, (version) =>
          api.tasks.edit(
            { id: task.id, version, changes, ...(reason !== undefined && { reason }) },
            { context: { keep } },
          ),
        )
      } catch (thrown) {
        if (isKept(thrown)) return say(kept)
        if (toApiError(thrown).code !== 'SHIFT_REASON_REQUIRED' || changes.dueOn === undefined) throw thrown
        setShift({ task, dueOn: changes.dueOn })
      } finally {
        changed()
      }
    },
  })
  const edits = useMemo((): TaskEdits => {
    const may = (task: Task) => task.may.edit
    const chosen = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
    const people = (reference?.people ?? []).map(chosen)
    return {
      title: {
        kind: 'text',
        required: true,
        may,
        value: (task) => task.title,
        save: (task, title) => calls.put(task, { title }),
      },
      due: {
        kind: 'day',
        required: true,
        may,
        value: (task) => task.dueOn,
        save: (task, dueOn) => dueOn && calls.put(task, { dueOn }),
      },
      owner: {
        kind: 'person',
        may: (task) => may(task) && people.length > 1,
        value: (task) => task.owner.id,
        chosen: (task) => chosen(task.owner),
        source: () => ({ options: people }),
        save: (task, ownerId) => ownerId && calls.put(task, { ownerId }),
      },
      priority: {
        kind: 'choice',
        may,
        value: (task) => task.priority,
        source: () => ({ options: priorities.map((value) => ({ value, label: texts.priority[value] })) }),
        save: (task, priority) => calls.put(task, { priority: priority as Task['priority'] }),
      },
      horizon: {
        kind: 'choice',
        may,
        value: (task) => task.horizon,
        source: () => ({ options: horizons.map((value) => ({ value, label: texts.horizon[value] })) }),
        save: (task, horizon) => calls.put(task, { horizon: horizon as Task['horizon'] }),
      },
    }
  }, [texts, reference, calls])
  const dialog = (
    <ReasonDialog
      opened={shift !== undefined}
      title={texts.shift.title}
      text={shift && texts.shift.text(format.day(shift.task.dueOn), format.day(shift.dueOn))}
      label={texts.shift.label}
      confirm={texts.shift.confirm}
      usual={texts.shift.quick}
      onCancel={() => setShift(undefined)}
      onConfirm={async (reason) => {
        if (!shift) return
        await run(() => calls.put(shift.task, { dueOn: shift.dueOn }, reason))
        setShift(undefined)
      }}
    />
  )
  return { edits, dialog }
}
