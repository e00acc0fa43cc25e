import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { keptEdit, shownAtOnce } from '#web/outbox/kept-edit.ts'
import { dealChanges } from '../contract.ts'
import { fieldValueOf } from './field-values.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

export type Changes = z.input<typeof dealChanges>
/** A field of the card by its name; one of the company's own as `custom.<id>`. */
export type FieldName = Exclude<keyof Changes, 'custom'> | `custom.${string}`

export interface FieldConflict {
  field: FieldName
  mine: Changes
  /** The card as it was when the editor was opened, if it is known still. */
  base: Card | undefined
  current: Card
  /** Who changed it meanwhile, and when. */
  by: string | null
  at: string | null
}

interface Changed {
  current: Card
  by: { name: string } | null
  at: string | null
}

/**
 * Saves fields of a card one by one, each with the version that its editor was opened on. Our own saves in between are no conflict, and neither is
 * somebody else's change of another field; of the same field it is: then nothing is written and the person chooses.
 */
export function useDealEdit(card: Card) {
  const client = useQueryClient()
  const patch = usePatch()
  const { kept } = useKitTexts()
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
  const seen = useRef(new Map<number, Card>())
  seen.current.set(card.version, card)

  const present = (version: number): number => {
    const next = ours.current.get(version)
    return next === undefined ? version : present(next)
  }

  const put = async (field: FieldName, changes: Changes, version: number): Promise<void> => {
    setSaving(field)
    const base = present(version)
    try {
      const keep = keptEdit(card.title, changes, { record: `deal:${card.id}`, page: `/deals/${card.id}` })
      const saved = await api.deals.edit({ id: card.id, version: base, changes }, { context: { keep } })
      ours.current.set(base, saved.version)
      patch.card(saved)
      patch.settle(card.id)
    } catch (thrown) {
      if (isKept(thrown)) {
        patch.card({ ...card, ...shownAtOnce(card, changes) })
        say(kept)
        return
      }
      const error = toApiError(thrown)
      if (error.code !== 'DEAL_CHANGED') {
        setErrors((known) => ({ ...known, [field]: errorText(thrown) }))
        return
      }
      const { current, by, at } = error.data as Changed
      const before = seen.current.get(base)
      if (before && same(fieldValueOf(before, field), fieldValueOf(current, field))) {
        // Somebody was at another field: his change stays, ours goes beside it.
        patch.card(current)
        await put(field, changes, current.version)
        return
      }
      setConflict({ field, mine: changes, base: before, current, by: by?.name ?? null, at })
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

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export type DealEdit = ReturnType<typeof useDealEdit>
