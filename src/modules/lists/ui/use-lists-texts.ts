import { useTexts } from '#web/i18n/language.tsx'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export const useListsTexts = () => useTexts({ ru, en })
