import { useQueryClient } from '@tanstack/react-query'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'

/** Changes definitions: runs the request, says what went wrong, asks everything that shows fields again. */
export function useFieldChange() {
  const client = useQueryClient()
  const errorText = useErrorText()
  const settle = () => {
    void client.invalidateQueries({ queryKey: ['fields'] })
    void client.invalidateQueries({ predicate: ({ queryKey: [module] }) => module !== 'fields', refetchType: 'none' })
  }
  return {
    settle,
    /** Gives whether it was done. */
    async change(request: () => Promise<unknown>): Promise<boolean> {
      try {
        await request()
        return true
      } catch (thrown) {
        say(errorText(thrown), 'bad')
        return false
      } finally {
        settle()
      }
    },
  }
}
