import type { StartProblem, StartProblemCode } from './start-problem.ts'
import { texts as en } from './texts.en.ts'
import { type Texts, texts as ru } from './texts.ru.ts'

/** Sentences for the terminal; Russian unless English is asked for. */
export function textsOf(language: string | undefined): Texts {
  return language === 'en' ? en : ru
}

export type { Texts }

/** What a person at the terminal reads when the start fails. */
export function problemSentence<Code extends StartProblemCode>(
  { code, data }: StartProblem<Code>,
  texts: Texts,
): string {
  return texts.problems[code](data)
}
