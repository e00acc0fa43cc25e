import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { Inputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { keptEdit, shownAtOnce } from '#web/outbox/kept-edit.ts'
import type { taskChanges, tasksContract } from '../contract.ts'
import { type Task, useTasksChanged } from './use-tasks.ts'

export type Changes = z.input<typeof taskChanges>
type Edit = Inputs<typeof tasksContract>['edit']

export interface Conflict {
  mine: Changes
  reason: string | undefined
  current: Task
}

/** What a change shows at once: what is known without the server. */
const withChanges = (task: Task, changes: Changes): Task => ({
  ...task,
  ...shownAtOnce(task, changes),
  ...(changes.checklist && { checklist: changes.checklist }),
})

/**
 * Saves fields of a task one after the other; `task` is how it will be when they are saved. A later date waits for its reason (`shift`); over somebody else's change nothing is written and
 * the person chooses (`conflict`).
 */
export function useTaskEdit(task: Task) {
  const client = useQueryClient()
  const changed = useTasksChanged()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const [error, setError] = useState<string>()
  const [shift, setShift] = useState<Changes>()
  const [conflict, setConflict] = useState<Conflict>()
  const [waiting, setWaiting] = useState<readonly Changes[]>([])
  const queryKey = ['tasks', 'get', { id: task.id }]

  const show = (saved: Task) => void putAnswer(client, queryKey, saved)

  const put = async (changes: Changes, reason?: string, opened = task.version) => {
    setError(undefined)
    setWaiting((all) => [...all, changes])
    const record = `task:${task.id}`
    const keep = keptEdit(task.title, changes, { record, page: '/tasks' })
    try {
      const saved = await sendInTurn(record, opened, (version) => {
        const edit: Edit = { id: task.id, version, changes, ...(reason !== undefined && { reason }) }
        return api.tasks.edit(edit, { context: { keep } })
      })
      show(saved)
      changed()
    } catch (thrown) {
      if (isKept(thrown)) {
        client.setQueryData<Task>(queryKey, (now) => now && withChanges(now, changes))
        say(kept)
        return
      }
      const { code, data } = toApiError(thrown)
      if (code === 'SHIFT_REASON_REQUIRED') setShift(changes)
      else if (code === 'TASK_CHANGED')
        setConflict({ mine: changes, reason, current: (data as { current: Task }).current })
      else setError(errorText(thrown))
    } finally {
      setWaiting((all) => all.filter((one) => one !== changes))
    }
  }

  return {
    task: waiting.reduce(withChanges, task),
    error,
    shift,
    conflict,
    save: (changes: Changes) => void put(changes),
    /** The reason of the shift is given. */
    async putOff(reason: string) {
      if (!shift) return
      setShift(undefined)
      await put(shift, reason)
    },
    leaveDate: () => setShift(undefined),
    keepCurrent() {
      if (!conflict) return
      show(conflict.current)
      changed()
      setConflict(undefined)
    },
    putMine() {
      if (!conflict) return
      show(conflict.current)
      setConflict(undefined)
      void put(conflict.mine, conflict.reason, conflict.current.version)
    },
  }
}

export type TaskEdit = ReturnType<typeof useTaskEdit>
