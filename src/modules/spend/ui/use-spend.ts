import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { GridChange } from '#web/kit/grid/grid-model.ts'
import type { spendContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof spendContract>
export type SpendYear = Answers['year']
export type CostsYear = Answers['costs']

export const useSpendTexts = () => useTexts({ ru, en })

export function useSpendYear(year: number) {
  return useQuery({ queryKey: ['spend', 'year', year], queryFn: () => api.spend.year({ year }) })
}

export function useCostsYear(year: number) {
  return useQuery({ queryKey: ['spend', 'costs', year], queryFn: () => api.spend.costs({ year }) })
}

/** Saves what was typed into a grid, batch after batch; what is typed shows at once, a refusal takes it back and is told. */
export function useTyped(save: (changes: readonly GridChange[]) => Promise<unknown>) {
  const client = useQueryClient()
  const [typed, setTyped] = useState<ReadonlyMap<string, number | null>>(new Map<string, never>())
  const [error, setError] = useState<unknown>()
  const [saving, setSaving] = useState(0)
  const change = async (changes: readonly GridChange[]) => {
    setTyped(new Map([...typed, ...changes.map(({ row, column, after }) => [keyOf(row, column), after] as const)]))
    setSaving((n) => n + 1)
    try {
      await save(changes)
      setError(undefined)
    } catch (thrown) {
      setError(thrown)
    } finally {
      await client.invalidateQueries({ queryKey: ['spend'] })
      void client.invalidateQueries({ queryKey: ['sources'] })
      setTyped(new Map())
      setSaving((n) => n - 1)
    }
  }
  return {
    change,
    error,
    forget: () => setError(undefined),
    isSaving: saving > 0,
    /** The typed value, until the server's is here. */
    shown: (row: string, column: string, known: number | null) => {
      const value = typed.get(keyOf(row, column))
      return value === undefined ? known : value
    },
  }
}

const keyOf = (row: string, column: string) => `${row}\n${column}`
