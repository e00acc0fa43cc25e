import { ApiError } from '#web/api-error.ts'
import { currentLanguage } from '#web/i18n/language.tsx'
import type { Subject } from '../contract.ts'

/** Sends a file and tells how much of it has left: fetch cannot say that of a request. @throws ApiError */
export function uploadFile(subject: Subject, file: File, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const place = new URLSearchParams({ subjectType: subject.type, subjectId: subject.id, name: file.name })
    request.open('POST', `/api/attachments?${place}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-language', currentLanguage())
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('load', () => {
      if (request.status === 200) resolve()
      else reject(refused(request.status, request.response as Record<string, unknown> | null))
    })
    request.addEventListener('error', () => reject(new ApiError('OFFLINE', 0)))
    request.addEventListener('abort', () => reject(new ApiError('OFFLINE', 0)))
    request.send(file)
  })
}

function refused(status: number, answer: Record<string, unknown> | null): ApiError {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const data = answer?.['data']
  const requestId = typeof data === 'object' && data !== null && 'requestId' in data ? text(data.requestId) : undefined
  return new ApiError(text(answer?.['code']) ?? 'UNEXPECTED', status, {
    data,
    requestId,
    sentence: text(answer?.['message']),
  })
}
