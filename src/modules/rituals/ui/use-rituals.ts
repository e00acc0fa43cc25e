import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { FilledBlock, ritualsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof ritualsContract>
export type Ritual = Answers['get']
export type Line = Answers['list']['rows'][number]
export type Template = Answers['templates']['rows'][number]
export type { FilledBlock }
export type Value = FilledBlock['figures'][number]

export const useRitualsTexts = () => useTexts({ ru, en })

export function useRitual(key: string) {
  return useQuery({ queryKey: ['rituals', 'get', { key }], queryFn: () => api.rituals.get({ key }) })
}

/** Does something with a meeting: says what went wrong, puts the answer in its place. */
export function useRitualWork(key: string) {
  const client = useQueryClient()
  const errorText = useErrorText()
  return useCallback(
    async (work: () => Promise<Ritual>): Promise<Ritual | undefined> => {
      try {
        const answer = await work()
        client.setQueryData(['rituals', 'get', { key }], answer)
        return answer
      } catch (thrown) {
        say(errorText(thrown), 'bad')
        await client.invalidateQueries({ queryKey: ['rituals', 'get', { key }] })
        return undefined
      } finally {
        void client.invalidateQueries({ queryKey: ['rituals'], refetchType: 'none' })
      }
    },
    [client, errorText, key],
  )
}

/** A figure of a block in words. */
export function useValueText(): (value: Value) => string {
  const format = useFormat()
  return ({ value, unit }) => {
    if (value === null) return format.noData
    if (unit === 'money') return format.moneyCompact(value)
    if (unit === 'share') return format.share(value, { digits: 0 })
    return format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  }
}
