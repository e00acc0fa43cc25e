import { useMemo } from 'react'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import type { Column } from '#web/kit/table/column.ts'
import { say } from '#web/kit/toast.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { keptEdit } from '#web/outbox/kept-edit.ts'
import { optionsOf } from '#web/kit/options-of.ts'
import type { Changes } from './use-deal-edit.ts'
import {
  type Card,
  type Deal,
  ownerOptions,
  type Stage,
  stagesInUse,
  useDealsTexts,
  useReference,
} from './use-deals.ts'
import { usePatch } from './use-patch.ts'

type Edits = Partial<Record<string, Column<Deal>['edit']>>

/**
 * How cells of the list are edited. The new value stands at once; when it is refused, or somebody else was first, the cell shows what is now and
 * it is said why. `move` changes the stage as the board does.
 */
export function useCellEdits(move: (deal: Deal, stage: Stage) => void): Edits {
  const texts = useDealsTexts()
  const { kept } = useKitTexts()
  const { data: reference } = useReference()
  const patch = usePatch()
  return useMemo((): Edits => {
    if (!reference?.may.edit) return {}
    const put = async (deal: Deal, changes: Changes, shown: Partial<Deal>) => {
      patch.row({ ...deal, ...shown })
      try {
        const record = `deal:${deal.id}`
        const keep = keptEdit(deal.title, changes, {
          record,
          page: `/deals/${deal.id}`,
          currency: deal.currency as Currency,
        })
        const saved = await sendInTurn(record, deal.version, (version) =>
          api.deals.edit({ id: deal.id, version, changes }, { context: { keep } }),
        )
        patch.card(saved)
        patch.settle(deal.id)
      } catch (thrown) {
        // The cell shows what was typed; it waits for the network.
        if (isKept(thrown)) return say(kept)
        const error = toApiError(thrown)
        const current = error.code === 'DEAL_CHANGED' ? (error.data as { current: Card }).current : undefined
        patch.row(current ?? deal)
        if (!current) throw thrown
        say(texts.listWords.changedMeanwhile(deal.title), 'bad')
      }
    }
    const named = (list: readonly { id: string; name: string }[], id: string | null) =>
      list.find((one) => one.id === id) ?? null
    const chosen = (one: { id: string; name: string } | null) => (one ? { value: one.id, label: one.name } : undefined)
    return {
      title: {
        kind: 'text',
        required: true,
        value: (deal) => deal.title,
        save: (deal, title) => put(deal, { title }, { title }),
      },
      amount: {
        kind: 'money',
        required: true,
        // In the deal's own currency: the column shows the company's.
        value: (deal) => deal.amountMinor,
        currency: (deal) => deal.currency as Currency,
        save: (deal, minor) => {
          const amountMinor = minor ?? 0
          const isOwn = deal.amountMinor === deal.baseMinor
          return put(deal, { amountMinor }, { amountMinor, ...(isOwn && { baseMinor: amountMinor }) })
        },
      },
      expected: {
        kind: 'day',
        value: (deal) => deal.expectedCloseOn,
        save: (deal, expectedCloseOn) => put(deal, { expectedCloseOn }, { expectedCloseOn }),
      },
      source: {
        kind: 'choice',
        clearable: true,
        value: (deal) => deal.source?.id ?? null,
        chosen: (deal) => chosen(deal.source),
        source: () => ({ options: optionsOf(reference.sources.filter(({ archived }) => !archived)) }),
        save: (deal, sourceId) => put(deal, { sourceId }, { source: named(reference.sources, sourceId) }),
      },
      stage: {
        kind: 'choice',
        may: () => reference.may.move,
        value: (deal) => deal.stage.id,
        chosen: (deal) => chosen(deal.stage),
        source: (deal) => ({
          options: optionsOf(stagesInUse(reference.pipelines.find(({ id }) => id === deal.stage.pipelineId))),
        }),
        save: (deal, id) => {
          const stage = reference.pipelines.flatMap(({ stages }) => stages).find((one) => one.id === id)
          if (stage) move(deal, stage)
        },
      },
      owner: {
        kind: 'person',
        may: () => reference.may.reassign,
        value: (deal) => deal.owner?.id ?? null,
        chosen: (deal) => chosen(deal.owner),
        source: (deal) => ({ options: ownerOptions(reference, deal.owner) }),
        save: (deal, ownerId) => put(deal, { ownerId }, { owner: named(reference.owners, ownerId) }),
      },
    }
  }, [reference, patch, texts, kept, move])
}
