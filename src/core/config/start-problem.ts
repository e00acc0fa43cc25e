import type { StartProblemData } from './texts.ru.ts'

export type StartProblemCode = keyof StartProblemData

/**
 * Something outside the program stops it from starting: a taken port, a full disk, a foreign database.
 * The person at the terminal reads the sentence of its code (texts.ru.ts, texts.en.ts), never a stack.
 */
export class StartProblem<Code extends StartProblemCode = StartProblemCode> extends Error {
  readonly code: Code
  readonly data: StartProblemData[Code]

  constructor(code: Code, data: StartProblemData[Code], cause?: unknown) {
    super(`${code} ${JSON.stringify(data)}`, { cause })
    this.name = 'StartProblem'
    this.code = code
    this.data = data
  }
}
