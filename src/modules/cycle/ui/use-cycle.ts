import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { cycleContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof cycleContract>
export type Board = Answers['board']
export type Step = Board['steps'][number]
export type Closing = Answers['closing']
export type TimeShare = Answers['timeShare']

export const useCycleTexts = () => useTexts({ ru, en })

const CLOSING_POLL_MS = 700

export function useBoard(period: string) {
  return useQuery({
    queryKey: ['cycle', 'board', { period }],
    queryFn: () => api.cycle.board({ period }),
    // A month that is being closed tells how far it is.
    refetchInterval: ({ state: { data } }) =>
      data?.months.some(({ state }) => state === 'closing') ? CLOSING_POLL_MS : false,
  })
}

/** Does something: says what went wrong, asks anew what has changed. Gives the answer, or undefined after a refusal. */
export function useCycleWork() {
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
        void client.invalidateQueries({ queryKey: ['cycle'] })
        void client.invalidateQueries({ queryKey: ['planfact'] })
      }
    },
    [client, errorText],
  )
}
