import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import type { Inputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
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

/**
 * Saves fields of a task one after the other. A later date waits for its reason (`shift`); over somebody else's change nothing is written and
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
  const latest = useRef(task.version)
  latest.current = Math.max(latest.current, task.version)
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  const show = (saved: Task) => client.setQueryData(['tasks', 'get', { id: saved.id }], saved)

  const put = async (changes: Changes, reason?: string) => {
    setError(undefined)
    try {
      const edit: Edit = { id: task.id, version: latest.current, changes, ...(reason !== undefined && { reason }) }
      const keep = keptEdit(task.title, changes, { record: `task:${task.id}`, page: '/tasks' })
      const saved = await api.tasks.edit(edit, { context: { keep } })
      latest.current = saved.version
      show(saved)
      changed()
    } catch (thrown) {
      if (isKept(thrown)) {
        show({ ...task, ...shownAtOnce(task, changes) })
        say(kept)
        return
      }
      const { code, data } = toApiError(thrown)
      if (code === 'SHIFT_REASON_REQUIRED') setShift(changes)
      else if (code === 'TASK_CHANGED')
        setConflict({ mine: changes, reason, current: (data as { current: Task }).current })
      else setError(errorText(thrown))
    }
  }
  const enqueue = (changes: Changes, reason?: string) => {
    queue.current = queue.current.then(() => put(changes, reason))
    return queue.current
  }

  return {
    error,
    shift,
    conflict,
    save: (changes: Changes) => void enqueue(changes),
    /** The reason of the shift is given. */
    async putOff(reason: string) {
      if (!shift) return
      setShift(undefined)
      await enqueue(shift, reason)
    },
    leaveDate: () => setShift(undefined),
    keepCurrent() {
      if (!conflict) return
      latest.current = conflict.current.version
      show(conflict.current)
      changed()
      setConflict(undefined)
    },
    putMine() {
      if (!conflict) return
      latest.current = conflict.current.version
      show(conflict.current)
      setConflict(undefined)
      void enqueue(conflict.mine, conflict.reason)
    },
  }
}

export type TaskEdit = ReturnType<typeof useTaskEdit>
