import type { z } from 'zod'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { type FieldEdit, useFieldEdit } from '#web/field-edit/use-field-edit.ts'
import type { InlineEditor } from '#web/kit/inline-editors.tsx'
import { dealChanges } from '../contract.ts'
import { fieldValueOf } from './field-values.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

export type Changes = z.input<typeof dealChanges>
export type Editor = InlineEditor<Changes>
/** A field of the card by its name; one of the company's own as `custom.<id>`. */
export type FieldName = Exclude<keyof Changes, 'custom'> | `custom.${string}`

/** Fields of a deal, saved one by one in its card. */
export function useDealEdit(card: Card): DealEdit {
  const patch = usePatch()
  const { form: words } = useDealsTexts()
  const wrong: Partial<Record<FieldName, string>> = {
    title: words.noTitle,
    amountMinor: words.badAmount,
    expectedCloseOn: words.badDate,
  }
  return useFieldEdit<Card, Changes, FieldName>({
    card,
    name: card.title,
    waits: { record: `deal:${card.id}`, page: `/deals/${card.id}`, currency: card.currency as Currency },
    wrong: (field, changes) => {
      const { error } = dealChanges.safeParse(changes)
      return error && (wrong[field] ?? error.issues[0]?.message)
    },
    send: (changes, version, keep) => api.deals.edit({ id: card.id, version, changes }, { context: { keep } }),
    changedCode: 'DEAL_CHANGED',
    isSame: (field, one, other) => same(fieldValueOf(one, field), fieldValueOf(other, field)),
    show: patch.card,
    settle: () => patch.settle(card.id),
  })
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export type DealEdit = FieldEdit<Card, Changes, FieldName>
