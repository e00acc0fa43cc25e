import { useState } from 'react'
import { toApiError } from '#web/api-error.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

/** Saves contacts or team of a deal; where somebody else was first, his card is shown and nothing is written. */
export function useParticipants(card: Card) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const patch = usePatch()
  const [pending, setPending] = useState(false)
  return {
    pending,
    /** Gives whether it was done. */
    async save(request: (version: number) => Promise<Card>): Promise<boolean> {
      setPending(true)
      try {
        patch.card(await request(card.version))
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
        setPending(false)
      }
    },
  }
}
