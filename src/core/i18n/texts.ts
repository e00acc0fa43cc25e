import type { Language } from './language.ts'
import { figureTextsEn, issueTextsEn } from './texts.en.ts'
import { type FigureTexts, figureTextsRu, type IssueTexts, issueTextsRu } from './texts.ru.ts'

export const figureTexts: Record<Language, FigureTexts> = { ru: figureTextsRu, en: figureTextsEn }
export const issueTexts: Record<Language, IssueTexts> = { ru: issueTextsRu, en: issueTextsEn }
