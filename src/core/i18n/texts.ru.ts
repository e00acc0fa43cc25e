import { plural } from './language.ts'
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

/** What a schema finds wrong with a value, in short sentences. */
export const issueTextsRu = {
  wrong: 'Такое значение сюда не подходит.',
  types: {
    string: 'Нужен текст.',
    number: 'Нужно число.',
    int: 'Нужно целое число.',
    boolean: 'Нужно «да» или «нет» (true или false).',
    array: 'Нужен список.',
    object: 'Нужен набор полей.',
    record: 'Нужен набор полей.',
    date: 'Нужна дата.',
    file: 'Нужен файл.',
    null: 'Здесь должно быть пусто.',
  } as Record<string, string>,
  formats: {
    email: 'Это не похоже на адрес почты.',
    url: 'Это не похоже на адрес страницы: он начинается с https://.',
    uuid: 'Это не идентификатор (UUID).',
    date: 'Это не дата. Пример: 2026-11-21.',
    datetime: 'Это не момент времени со сдвигом от UTC. Пример: 2026-11-21T09:30:00+03:00.',
    time: 'Это не время. Пример: 09:30.',
  } as Record<string, string>,
  fill: 'Заполните это поле.',
  size: {
    string: (n: number): string =>
      `${n}${NBSP}${plural('ru', n, { one: 'символа', few: 'символов', many: 'символов' })}`,
    array: (n: number): string =>
      `${n}${NBSP}${plural('ru', n, { one: 'значения', few: 'значений', many: 'значений' })}`,
  },
  atLeast: (limit: string): string => `Не меньше ${limit}.`,
  moreThan: (limit: string): string => `Больше ${limit}.`,
  atMost: (limit: string): string => `Не больше ${limit}.`,
  lessThan: (limit: string): string => `Меньше ${limit}.`,
  multiple: (of: string): string => `Число должно делиться на ${of}.`,
  oneOf: (values: string): string => `Можно только: ${values}.`,
  noSuch: (keys: string): string => `Такого поля здесь нет: ${keys}.`,
  /** The field by its name, before what is wrong with it. */
  field: (name: string, what: string): string => `«${name}»: ${what}`,
}

export type IssueTexts = typeof issueTextsRu
