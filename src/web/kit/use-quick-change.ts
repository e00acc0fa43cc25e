import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { say } from './toast.tsx'
import { useErrorText } from './use-error-text.ts'

type Options<Shown, Change> = {
  /** The answer as it will be. */
  shown: (now: Shown, change: Change) => Shown
  send: (change: Change) => Promise<unknown>
  /** Asks anew what the changes have made old. */
  settle: () => void
}

/**
 * Ticks, orders and the like, made faster than the network answers: each stands at once in the answer under the key and is sent after the one before
 * it. When none waits any more, or one was refused, which is said, the server is asked. Gives the function that changes.
 */
export function useQuickChange<Shown, Change>(
  queryKey: QueryKey,
  { shown, send, settle }: Options<Shown, Change>,
): (change: Change) => void {
  const client = useQueryClient()
  const errorText = useErrorText()
  const mutationKey = ['quick', ...queryKey]
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: JSON.stringify(mutationKey) },
    mutationFn: send,
    onMutate: async (change: Change) => {
      await client.cancelQueries({ queryKey })
      client.setQueryData<Shown>(queryKey, (now) => now && shown(now, change))
    },
    onError: (thrown) => say(errorText(thrown), 'bad'),
    onSettled: () => {
      if (client.isMutating({ mutationKey }) === 1) settle()
    },
  })
  return mutate
}

/** The list in the order of these ids; what they do not name stands at the end as it stood. */
export function inOrderOf<One extends { id: string }>(list: readonly One[], ids: readonly string[]): One[] {
  const place = ({ id }: One) => (ids.includes(id) ? ids.indexOf(id) : ids.length)
  return list.toSorted((one, other) => place(one) - place(other))
}

/** The ids with one of them a step up or down. */
export function stepped(list: readonly { id: string }[], index: number, by: -1 | 1): string[] {
  const ids = list.map(({ id }) => id)
  return ids.toSpliced(index, 1).toSpliced(index + by, 0, ...ids.slice(index, index + 1))
}
