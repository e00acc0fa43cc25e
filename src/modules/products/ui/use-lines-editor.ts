import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { say } from '#web/kit/toast.tsx'
import { putAnswer } from '#web/kit/put-answer.ts'
import { linesSum, type VatMode } from '../calc/line-sums.ts'
import { draftOf, type DraftField, isBlank, type LineDraft, newDraft, readDraft } from './line-draft.ts'
import { type DealLines, useProducts, useProductsTexts } from './use-products.ts'

/** Lines of a deal while they are edited: drafts, what they come to, saving, asking for a discount above the limit. */
export function useLinesEditor(data: DealLines) {
  const { lines: texts, usualUnit } = useProductsTexts()
  const { language } = useLanguage()
  const client = useQueryClient()
  const products = useProducts()
  const currency = data.currency as Currency
  const write = useMemo(() => {
    const format = formats(language)
    return (value: number, digits: number) => format.number(value, { digits })
  }, [language])
  const original = useMemo(
    () => data.lines.map((line) => draftOf(line, currency, write)),
    [data.lines, currency, write],
  )
  const [drafts, setDrafts] = useState(original)
  const [mode, setMode] = useState<VatMode>(data.vatMode)
  const [isDirty, setDirty] = useState(false)
  const [version, setVersion] = useState(data.version)
  const [wrong, setWrong] = useState<{ key: number; field: DraftField } | null>(null)
  const [note, setNote] = useState('')

  const adopt = (fresh: DealLines) => {
    setDrafts(fresh.lines.map((line) => draftOf(line, currency, write)))
    setMode(fresh.vatMode)
    setVersion(fresh.version)
    setDirty(false)
    setWrong(null)
    setNote('')
  }
  // Somebody else's change comes in by itself as long as nothing is typed here.
  if (!isDirty && data.version > version) adopt(data)

  const queryKey = ['products', 'dealLines', { dealId: data.dealId }]
  const save = useMutation({
    mutationFn: (ask: boolean) => {
      const lines = drafts
        .filter((draft) => !isBlank(draft))
        .flatMap((draft) => readDraft(draft, currency, language).line ?? [])
      const input = { dealId: data.dealId, version, vatMode: mode, lines }
      return api.products.saveDealLines(ask ? { ...input, ask: { note } } : input)
    },
    onSuccess: ({ asked, ...fresh }) => {
      void putAnswer(client, queryKey, fresh)
      adopt(fresh)
      say(asked ? texts.asked : texts.saved)
      void client.invalidateQueries({ queryKey: ['products', 'lineHistory', { dealId: data.dealId }] })
      void client.invalidateQueries({ queryKey: ['deals', 'get', { id: data.dealId }] })
    },
  })
  const send = (ask: boolean) => {
    const broken = drafts
      .filter((draft) => !isBlank(draft))
      .map((draft) => ({ key: draft.key, ...readDraft(draft, currency, language) }))
    const first = broken.find((one) => one.wrong !== null)
    setWrong(first?.wrong ? { key: first.key, field: first.wrong } : null)
    if (!first && !save.isPending) save.mutate(ask)
  }
  const edit = (next: LineDraft[]) => {
    setDrafts(next)
    setDirty(true)
    setWrong(null)
    if (save.error) save.reset()
  }
  const error = save.error ? toApiError(save.error) : null
  const sums = useMemo(
    () =>
      linesSum(
        drafts.flatMap((draft) => readDraft(draft, currency, language).line ?? []),
        mode,
      ),
    [drafts, currency, language, mode],
  )
  return {
    drafts,
    mode,
    isDirty,
    wrong,
    note,
    setNote,
    sums,
    products: products.data?.products ?? [],
    mayEdit: data.may.edit,
    isSaving: save.isPending,
    error: save.error,
    conflict: error?.code === 'LINES_CHANGED',
    over: error?.code === 'DISCOUNT_OVER_LIMIT' ? (error.data as { limitBp: number; discountBp: number }) : null,
    change: (key: number, change: Partial<LineDraft>) =>
      edit(drafts.map((draft) => (draft.key === key ? { ...draft, ...change } : draft))),
    add: () => edit([...drafts, newDraft(usualUnit, drafts.at(-1)?.vatPercent)]),
    remove: (key: number) => edit(drafts.filter((draft) => draft.key !== key)),
    setMode: (next: VatMode) => {
      setMode(next)
      setDirty(true)
    },
    save: () => send(false),
    ask: () => send(true),
    reload: () => {
      save.reset()
      adopt(data)
      void client.invalidateQueries({ queryKey })
    },
  }
}
