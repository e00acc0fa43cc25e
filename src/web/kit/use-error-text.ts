import { useCallback } from 'react'
import { toApiError } from '../api-error.ts'
import { useKitTexts } from './use-kit-texts.ts'

const codeOfStatus: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
}

/** Takes what was thrown, gives the sentence: the server's own, or ours when there was no answer. */
export function useErrorText(): (thrown: unknown) => string {
  const texts = useKitTexts()
  return useCallback(
    (thrown) => {
      const { code, status, sentence } = toApiError(thrown)
      return sentence ?? texts.errors[code] ?? texts.errors[codeOfStatus[status] ?? 'UNEXPECTED'] ?? code
    },
    [texts],
  )
}
