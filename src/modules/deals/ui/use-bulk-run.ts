import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useDealsTexts } from './use-deals.ts'

type Question = Parameters<typeof api.deals.bulkChange>[0]
export type BulkTarget = Question['target']

const LOOK_MS = 1_000

/** Runs a change of many deals to its end, in the background too, and offers to take it back. */
export function useBulkRun({ onDone }: { onDone: () => void }) {
  const texts = useDealsTexts().bulk
  const format = useFormat()
  const client = useQueryClient()
  const undo = useUndoToast()
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()

  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey: [module] }) => module !== 'options' })
  const ended = async (id: string) => {
    for (;;) {
      const now = await api.deals.bulk({ id })
      if (now.status !== 'waiting' && now.status !== 'running') return now
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }
  const takeBack = async (id: string) => {
    const { undone } = await api.deals.bulkUndo({ id })
    await refresh()
    if (undone) say(texts.undone(format.number(undone.restored), undone.restored, undone.kept))
  }
  return {
    isRunning,
    error,
    async start(target: BulkTarget, set: Question['set']): Promise<void> {
      setRunning(true)
      setError(undefined)
      try {
        const begun = await api.deals.bulkChange({ target, set })
        const isLater = begun.status === 'waiting' || begun.status === 'running'
        if (isLater) {
          say(texts.begun)
          onDone()
        }
        const done = isLater ? await ended(begun.id) : begun
        await refresh()
        const changed = done.outcome?.changed ?? 0
        undo({ text: texts.hasChanged(format.number(changed), changed), onUndo: () => takeBack(begun.id) })
        if (!isLater) onDone()
      } catch (thrown) {
        setError(thrown)
      } finally {
        setRunning(false)
      }
    },
  }
}
