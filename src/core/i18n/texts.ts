import type { Language } from './language.ts'
import { figureTextsEn } from './texts.en.ts'
import { type FigureTexts, figureTextsRu } from './texts.ru.ts'

export const figureTexts: Record<Language, FigureTexts> = { ru: figureTextsRu, en: figureTextsEn }
