import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { GridChange } from './grid-model.ts'

type Options = {
  /** Called when its turn comes: versions that it looks up in the cache are those of then. */
  save: (changes: readonly GridChange[]) => Promise<unknown>
  /** Asks for the grid anew. */
  settle: () => Promise<unknown>
}

/**
 * What was typed into the grid of this name: it shows at once and is saved batch after batch, each when the grid has come after the one before; a
 * refusal takes its own cells back and is told in `error`.
 */
export function useTypedCells(name: string, { save, settle }: Options) {
  const [waiting, setWaiting] = useState<readonly (readonly GridChange[])[]>([])
  const [error, setError] = useState<unknown>()
  const { mutate } = useMutation({
    scope: { id: name },
    mutationFn: (changes: readonly GridChange[]) => save(changes),
    onMutate: (changes) => {
      setError(undefined)
      setWaiting((all) => [...all, changes])
    },
    onError: (thrown) => setError(thrown),
    onSettled: async (_answer, _error, changes) => {
      await settle()
      setWaiting((all) => all.filter((one) => one !== changes))
    },
  })
  return {
    change: mutate,
    error,
    forget: () => setError(undefined),
    /** The typed value, until the server's is here. */
    shown(row: string, column: string, known: number | null): number | null {
      const typed = waiting.flat().findLast((one) => one.row === row && one.column === column)
      return typed ? typed.after : known
    },
  }
}
