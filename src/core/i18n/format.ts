/**
 * How figures, money, dates and durations are written. `formats('ru')` gives one set of functions, made once; each takes null for
 * "no base" and then says «н/д». Spaces inside a figure do not break; minus is U+2212.
 */
import type { Language } from './language.ts'
import { dateFormats } from './format-dates.ts'
import { durationFormats } from './format-durations.ts'
import { numberFormats } from './format-numbers.ts'
import { periodFormats } from './format-periods.ts'

function create(language: Language) {
  return {
    language,
    ...numberFormats(language),
    ...dateFormats(language),
    ...periodFormats(language),
    ...durationFormats(language),
  }
}

export type Formats = ReturnType<typeof create>

const made = new Map<Language, Formats>()

/** The same object for the same language: safe in dependency lists. */
export function formats(language: Language): Formats {
  const known = made.get(language)
  if (known) return known
  const fresh = create(language)
  made.set(language, fresh)
  return fresh
}
