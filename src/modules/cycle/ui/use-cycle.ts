import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useWork } from '#web/kit/use-work.ts'
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

/** Does something with the cycle; a closed month changes plan/fact too. */
export const useCycleWork = () => useWork(askCycleAnew)

function askCycleAnew(client: QueryClient): void {
  for (const key of ['cycle', 'planfact']) void client.invalidateQueries({ queryKey: [key] })
}
