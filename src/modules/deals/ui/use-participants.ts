import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

/**
 * Saves contacts or team of a deal one after the other, each from the card as the one before has left it; where somebody else was first, his card is
 * shown and nothing is written.
 */
export function useParticipants(card: Card) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const client = useQueryClient()
  const patch = usePatch()
  const [pending, setPending] = useState(0)
  return {
    pending: pending > 0,
    /** Gives whether it was done. */
    async save(request: (now: Card, version: number) => Promise<Card>): Promise<boolean> {
      setPending((count) => count + 1)
      try {
        await sendInTurn(`deal:${card.id}`, card.version, async (version) => {
          const saved = await request(client.getQueryData<Card>(['deals', 'get', { id: card.id }]) ?? card, version)
          patch.card(saved)
          return saved
        })
        patch.settle(card.id)
        return true
      } catch (thrown) {
        const error = toApiError(thrown)
        if (error.code === 'DEAL_CHANGED') {
          patch.card((error.data as { current: Card }).current)
          say(texts.conflict.again, 'bad')
        } else say(errorText(thrown), 'bad')
        return false
      } finally {
        setPending((count) => count - 1)
      }
    },
  }
}
