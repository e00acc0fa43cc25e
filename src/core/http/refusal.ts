/**
 * An error that the contract declares: the code reaches the client with its data, the sentence is chosen by the reader's language.
 * Thrown by services, which know nothing of HTTP; the server gives it the status that the contract names.
 */
export class Refusal extends Error {
  readonly code: string
  readonly data: Record<string, unknown> | undefined

  constructor(code: string, data?: Record<string, unknown>) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.data = data
  }
}
