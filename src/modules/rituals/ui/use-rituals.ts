import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
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

/**
 * Does something with a meeting: says what went wrong, puts the answer in its place. What is asked for while another work goes waits for its
 * answer and is given the meeting as it is then, so nobody is in his own way.
 */
export function useRitualWork(key: string) {
  const client = useQueryClient()
  const errorText = useErrorText()
  const queryKey = ['rituals', 'get', { key }]
  const { mutateAsync } = useMutation({
    scope: { id: `rituals ${key}` },
    mutationFn: async (work: (now: Ritual) => Promise<Ritual>) => {
      const now = client.getQueryData<Ritual>(queryKey) ?? (await api.rituals.get({ key }))
      return work(now)
    },
    onSuccess: (answer) => putAnswer(client, queryKey, answer),
    onError: async (thrown) => {
      say(errorText(thrown), 'bad')
      await client.invalidateQueries({ queryKey })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['rituals'], refetchType: 'none' }),
  })
  return (work: (now: Ritual) => Promise<Ritual>): Promise<Ritual | undefined> =>
    mutateAsync(work).catch(() => undefined)
}

/** A figure of a block in words. */
export function useValueText(): (value: Value) => string {
  const format = useFormat()
  return ({ code, value, unit }) => {
    if (value === null) return format.noData
    if (unit === 'money') return format.moneyCompact(value, { signed: code === 'deviationMinor' })
    if (unit === 'share') return format.share(value, { digits: 0 })
    return format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  }
}
