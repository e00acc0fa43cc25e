import { currentLanguage } from '#web/i18n/language.tsx'
import { ApiError } from '#web/api-error.ts'
import type { Kind } from '../calc/targets.ts'
import type { ImportSummary } from './use-imports.ts'

/** Sends a file and tells how much of it has left: fetch cannot say that of a request. @throws ApiError */
export function uploadFile(
  file: File,
  kind: Kind | undefined,
  onProgress: (share: number) => void,
): Promise<ImportSummary> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports?name=${encodeURIComponent(file.name)}${kind ? `&kind=${kind}` : ''}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-language', currentLanguage())
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('load', () => {
      const answer = request.response as Record<string, unknown> | null
      if (request.status === 200 && answer) resolve(answer as unknown as ImportSummary)
      else reject(refused(request.status, answer))
    })
    request.addEventListener('error', () => reject(new ApiError('OFFLINE', 0)))
    request.addEventListener('abort', () => reject(new ApiError('OFFLINE', 0)))
    request.send(file)
  })
}

function refused(status: number, answer: Record<string, unknown> | null): ApiError {
  const data = answer?.['data']
  const requestId =
    typeof data === 'object' && data !== null && 'requestId' in data ? String(data.requestId) : undefined
  const sentence = typeof answer?.['message'] === 'string' ? answer['message'] : undefined
  const code = typeof answer?.['code'] === 'string' ? answer['code'] : 'UNEXPECTED'
  return new ApiError(code, status, { data, requestId, sentence })
}
