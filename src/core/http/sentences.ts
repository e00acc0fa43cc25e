import type { Language } from '#core/i18n/language.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Sentence = string | ((data: never) => string)
export type Sentences = Record<string, Sentence>

/** Joins what the modules say of their error codes. @throws Error when two modules use one code */
export function joinSentences(modules: readonly { ru: Sentences; en: Sentences }[]) {
  const all = {
    ru: joined([ru, ...modules.map((texts) => texts.ru)]),
    en: joined([en, ...modules.map((texts) => texts.en)]),
  }
  return (language: Language, code: string, data: Record<string, unknown> = {}): string => {
    const sentence = all[language][code]
    if (!sentence) return code
    return typeof sentence === 'string' ? sentence : sentence(data as never)
  }
}

function joined(parts: readonly Sentences[]): Sentences {
  const codes = parts.flatMap((part) => Object.keys(part))
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice) throw new Error(`the error code ${twice} is declared by two modules`)
  return Object.assign({}, ...parts) as Sentences
}
