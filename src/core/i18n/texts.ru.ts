import { NBSP } from './marks.ts'

/** Words inside figures. Russian is the source. */
export const figureTextsRu = {
  noData: 'н/д',
  points: 'п.п.',
  share: `${NBSP}%`,
  scales: ['', 'тыс.', 'млн', 'млрд', 'трлн'],
  day: 'дн',
  hour: 'ч',
  minute: 'мин',
  lessThanMinute: `<${NBSP}1${NBSP}мин`,
  year: (year: string): string => `${year}${NBSP}год`,
  quarter: (number: number, year: string): string => `${['', 'I', 'II', 'III', 'IV'][number]}${NBSP}квартал ${year}`,
  week: (week: number, year: number): string => `Неделя${NBSP}${week}, ${year}`,
}

export type FigureTexts = typeof figureTextsRu
