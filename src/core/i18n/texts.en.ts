import { plural } from './language.ts'
import { NBSP } from './marks.ts'
import type { FigureTexts, IssueTexts } from './texts.ru.ts'

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

export const issueTextsEn: IssueTexts = {
  wrong: 'This value does not fit here.',
  types: {
    string: 'A text is wanted.',
    number: 'A number is wanted.',
    int: 'A whole number is wanted.',
    boolean: 'True or false is wanted.',
    array: 'A list is wanted.',
    object: 'A set of fields is wanted.',
    record: 'A set of fields is wanted.',
    date: 'A date is wanted.',
    file: 'A file is wanted.',
    null: 'This is to be empty.',
  },
  formats: {
    email: 'This does not look like an e-mail address.',
    url: 'This does not look like an address of a page: it begins with https://.',
    uuid: 'This is not an identifier (UUID).',
    date: 'This is not a date. Example: 2026-11-21.',
    datetime: 'This is not a moment with its offset from UTC. Example: 2026-11-21T09:30:00+03:00.',
    time: 'This is not a time. Example: 09:30.',
  },
  fill: 'Fill in this field.',
  size: {
    string: (n) => `${n}${NBSP}${plural('en', n, { one: 'character', other: 'characters' })}`,
    array: (n) => `${n}${NBSP}${plural('en', n, { one: 'value', other: 'values' })}`,
  },
  atLeast: (limit) => `At least ${limit}.`,
  moreThan: (limit) => `More than ${limit}.`,
  atMost: (limit) => `At most ${limit}.`,
  lessThan: (limit) => `Less than ${limit}.`,
  multiple: (of) => `The number is to be a multiple of ${of}.`,
  oneOf: (values) => `Only these: ${values}.`,
  noSuch: (keys) => `There is no such field here: ${keys}.`,
  field: (name, what) => `“${name}”: ${what}`,
}
