import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTexts } from '#web/i18n/language.tsx'
import { api } from '#web/api.ts'
import { en as serverEn } from '../texts.en.ts'
import { ru as serverRu } from '../texts.ru.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export type ImportDetails = Awaited<ReturnType<typeof api.imports.get>>
export type ImportSummary = Awaited<ReturnType<typeof api.imports.progress>>
export type Suggestion = NonNullable<ImportDetails['suggestion']>
export type Mapping = Suggestion['mapping']
export type Matching = NonNullable<ImportDetails['matching']>
export type FoundColumn = NonNullable<ImportDetails['file']>['columns'][number]
export type ImportResult = NonNullable<ImportDetails['result']>

export const useImportTexts = () => useTexts({ ru, en })
/** Names that server and pages share: kinds, states, targets. */
export const useImportWords = () => useTexts({ ru: serverRu, en: serverEn })

const RUNNING: ReadonlySet<string> = new Set(['reading', 'checking', 'committing', 'reverting'])
const LOOK_AGAIN_MS = 700

export function isRunning({ status }: Pick<ImportSummary, 'status'>): boolean {
  return RUNNING.has(status)
}

/** One import; looked at again while something is going on. */
export function useImport(id: string) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['imports', 'get', { id }],
    queryFn: () => api.imports.get({ id }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? LOOK_AGAIN_MS : false),
  })
  const refresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['imports'] })
  }, [client])
  return { ...query, refresh }
}

/** Seconds that the running step will still take, by its pace so far. */
export function secondsLeft({ progress }: Pick<ImportSummary, 'progress'>, now = Date.now()): number | null {
  if (!progress?.total || !progress.startedAt || progress.done === 0) return null
  const spent = (now - Date.parse(progress.startedAt)) / 1000
  // The first seconds say nothing about the pace.
  if (spent < 3) return null
  return Math.max(1, Math.round((spent / progress.done) * (progress.total - progress.done)))
}
