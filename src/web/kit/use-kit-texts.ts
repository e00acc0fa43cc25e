import { useTexts } from '../i18n/language.tsx'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

/** The kit's own words. */
export function useKitTexts() {
  return useTexts({ ru, en })
}
