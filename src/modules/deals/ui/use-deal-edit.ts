import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { dealChanges } from '../contract.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

export type Changes = z.input<typeof dealChanges>
export type FieldName = keyof Changes

export interface FieldConflict {
  field: FieldName
  mine: Changes
  current: Card
}

/**
 * Saves fields of a card one by one, each with the version that its editor was opened on. Our own saves in between are no conflict;
 * somebody else's are: then nothing is written and the person chooses.
 */
export function useDealEdit(card: Card) {
  const client = useQueryClient()
  const patch = usePatch()
  const errorText = useErrorText()
  const { form: words } = useDealsTexts()
  const wrong: Partial<Record<FieldName, string>> = {
    title: words.noTitle,
    amountMinor: words.badAmount,
    expectedCloseOn: words.badDate,
  }
  const [conflict, setConflict] = useState<FieldConflict>()
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({})
  const [saving, setSaving] = useState<FieldName>()
  const ours = useRef(new Map<number, number>())
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  const present = (version: number): number => {
    const next = ours.current.get(version)
    return next === undefined ? version : present(next)
  }

  const put = async (field: FieldName, changes: Changes, version: number) => {
    setSaving(field)
    try {
      const base = present(version)
      const saved = await api.deals.edit({ id: card.id, version: base, changes })
      ours.current.set(base, saved.version)
      patch.card(saved)
      patch.settle(card.id)
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'DEAL_CHANGED')
        setConflict({ field, mine: changes, current: (error.data as { current: Card }).current })
      else setErrors((known) => ({ ...known, [field]: errorText(thrown) }))
    } finally {
      setSaving(undefined)
    }
  }

  return {
    errors,
    saving,
    conflict,
    /** The version to save with; an editor keeps the one it was opened on. */
    version: card.version,
    /** Gives whether the value may be sent; what is wrong stands in `errors`. */
    save(field: FieldName, changes: Changes, version: number): boolean {
      const checked = dealChanges.safeParse(changes)
      setErrors((known) => ({
        ...known,
        [field]: checked.success ? undefined : (wrong[field] ?? checked.error.issues[0]?.message),
      }))
      if (!checked.success) return false
      queue.current = queue.current.then(() => put(field, changes, version))
      return true
    },
    /** The editor of the field is shut: what was wrong with its text goes with it. */
    forget: (field: FieldName) => setErrors((known) => ({ ...known, [field]: undefined })),
    keepCurrent() {
      if (conflict) patch.card(conflict.current)
      void client.invalidateQueries({ queryKey: ['deals', 'history', { id: card.id }] })
      setConflict(undefined)
    },
    putMine() {
      if (!conflict) return
      const { field, mine, current } = conflict
      patch.card(current)
      setConflict(undefined)
      queue.current = queue.current.then(() => put(field, mine, current.version))
    },
  }
}

export type DealEdit = ReturnType<typeof useDealEdit>
