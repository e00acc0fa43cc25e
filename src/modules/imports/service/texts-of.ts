import type { Language } from '#core/i18n/language.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

/** What the server itself writes: names that an import gives, reports. */
export function textsOf(language: Language) {
  return language === 'ru' ? ru : en
}
