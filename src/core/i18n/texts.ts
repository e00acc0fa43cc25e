import type { Language } from './language.ts'
import { figureTextsEn } from './texts.en.ts'
import { type FigureTexts, figureTextsRu } from './texts.ru.ts'

export const figureTexts: Record<Language, FigureTexts> = { ru: figureTextsRu, en: figureTextsEn }

/** What is shown where a metric has no base: «н/д». */
export function noData(language: Language): string {
  return figureTexts[language].noData
}
