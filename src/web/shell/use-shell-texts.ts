import { useTexts } from '../i18n/language.tsx'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export function useShellTexts() {
  return useTexts({ ru, en })
}
