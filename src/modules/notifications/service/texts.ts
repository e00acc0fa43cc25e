import type { Language } from '#core/i18n/language.ts'
import { en } from '../texts.en.ts'
import { type NotificationsTexts, ru } from '../texts.ru.ts'

/** For what is said to somebody who is not asking right now: in his own language. */
export const texts: Record<Language, NotificationsTexts> = { ru, en }
