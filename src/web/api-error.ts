/**
 * Any failure of a request in one shape. `code` is the contract's error code, or OFFLINE when no answer came;
 * `data` is what the contract declares for that code; `requestId` finds the request in the server's log.
 */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly data: unknown
  readonly requestId: string | undefined
  /** What the server says of it in the reader's language. */
  readonly sentence: string | undefined

  constructor(
    code: string,
    status: number,
    options: { data?: unknown; requestId?: string | undefined; sentence?: string | undefined; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.data = options.data
    this.requestId = options.requestId
    this.sentence = options.sentence
  }
}

/** The write waits for the network and will be sent: for whoever made it, it is done. */
export function isKept(thrown: unknown): boolean {
  return thrown instanceof ApiError && thrown.code === 'KEPT'
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Takes whatever was thrown, gives an ApiError; never throws. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) {
    return new ApiError('OFFLINE', 0, { cause: thrown })
  }
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'status' in thrown) {
    const { code, status } = thrown
    const data = 'data' in thrown ? thrown.data : undefined
    const requestId =
      ('requestId' in thrown ? textOf(thrown.requestId) : undefined) ??
      (typeof data === 'object' && data !== null && 'requestId' in data ? textOf(data.requestId) : undefined)
    const sentence = 'message' in thrown && thrown.message !== code ? textOf(thrown.message) : undefined
    return new ApiError(String(code), Number(status), { data, requestId, sentence, cause: thrown })
  }
  return new ApiError('UNEXPECTED', 0, { cause: thrown })
}
