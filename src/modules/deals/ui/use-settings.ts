import { useQueryClient } from '@tanstack/react-query'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useDealsTexts } from './use-deals.ts'

/** Changes lists that deals are described with: runs the request, says what went wrong, asks everything about deals again. */
export function useSettings() {
  const client = useQueryClient()
  const errorText = useErrorText()
  const texts = useDealsTexts()
  const settle = () => {
    void client.invalidateQueries({ queryKey: ['deals'] })
    void client.invalidateQueries({ predicate: ({ queryKey: [module] }) => module !== 'deals', refetchType: 'none' })
  }
  /** Gives whether it was done. */
  const change = async (request: () => Promise<unknown>): Promise<boolean> => {
    try {
      await request()
      settle()
      return true
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      return false
    }
  }
  return { change, settle, texts: texts.settings, words: texts }
}
