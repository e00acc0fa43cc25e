import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { say } from './toast.tsx'
import { useErrorText } from './use-error-text.ts'

/** Runs a command and gives its answer, or undefined after a refusal, which was said already. */
export type Work = <Result>(work: () => Promise<Result>) => Promise<Result | undefined>

/**
 * For commands whose refusal has no place of its own on the page: says what went wrong, and asks anew what the command may have changed.
 * `changed`: the first words of the keys of those queries, or what is to be done with them; a function is to be the same each time.
 */
export function useWork(changed: string | ((client: QueryClient) => void)): Work {
  const client = useQueryClient()
  const errorText = useErrorText()
  return useCallback(
    async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
      try {
        return await work()
      } catch (thrown) {
        say(errorText(thrown), 'bad')
        return undefined
      } finally {
        if (typeof changed === 'string') void client.invalidateQueries({ queryKey: [changed] })
        else changed(client)
      }
    },
    [client, errorText, changed],
  )
}
