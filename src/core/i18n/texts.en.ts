import { NBSP } from './marks.ts'
import type { FigureTexts } from './texts.ru.ts'

export const figureTextsEn = {
  noData: 'n/a',
  points: 'pp',
  share: '%',
  scales: ['', 'k', 'M', 'B', 'T'],
  day: 'd',
  hour: 'h',
  minute: 'min',
  lessThanMinute: `<${NBSP}1${NBSP}min`,
  year: (year) => year,
  quarter: (number, year) => `Q${number} ${year}`,
  week: (week, year) => `Week${NBSP}${week}, ${year}`,
} satisfies FigureTexts
