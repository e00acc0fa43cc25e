import type { Block, RitualKind } from '../contract.ts'
import type { Rhythm } from './due-days.ts'

interface Usual extends Omit<Rhythm, 'startsOn'> {
  names: { ru: string; en: string }
  eachPerson: boolean
  startsAt: string
  blocks: readonly (readonly [Block['kind'], number])[]
}

const workWeek = [1, 2, 3, 4, 5]

/** How each kind of meeting usually goes. */
const kinds: Record<RitualKind, Usual> = {
  daily: {
    names: { ru: 'Планёрка', en: 'Daily planning meeting' },
    every: 'day',
    weekDays: workWeek,
    nth: 1,
    eachPerson: false,
    startsAt: '09:30',
    blocks: [
      ['yesterday', 3],
      ['pace', 2],
      ['hot', 4],
      ['norms', 2],
      ['questions', 4],
    ],
  },
  pipeline: {
    names: { ru: 'Разбор воронки', en: 'Weekly pipeline review' },
    every: 'week',
    weekDays: [1],
    nth: 1,
    eachPerson: false,
    startsAt: '11:00',
    blocks: [
      ['promises', 5],
      ['pace', 10],
      ['hot', 20],
      ['stuck', 15],
      ['cases', 10],
    ],
  },
  oneToOne: {
    names: { ru: 'Один на один', en: 'One-to-one' },
    every: 'week',
    weekDays: [2, 3, 4],
    nth: 1,
    eachPerson: true,
    startsAt: '15:00',
    blocks: [
      ['promises', 5],
      ['pace', 5],
      ['norms', 5],
      ['stuck', 10],
      ['notes', 5],
    ],
  },
  listening: {
    names: { ru: 'Прослушивание звонков', en: 'Listening to calls' },
    every: 'week',
    weekDays: [4],
    nth: 1,
    eachPerson: false,
    startsAt: '16:30',
    blocks: [
      ['promises', 5],
      ['calls', 30],
      ['notes', 10],
    ],
  },
  month: {
    names: { ru: 'Итоги месяца и план', en: 'Results of the month' },
    every: 'month',
    weekDays: workWeek,
    nth: 2,
    eachPerson: false,
    startsAt: '10:00',
    blocks: [
      ['results', 20],
      ['cases', 20],
      ['promises', 10],
      ['pace', 20],
      ['notes', 20],
    ],
  },
  quarter: {
    names: { ru: 'Обзор квартала: рынок и стратегия', en: 'Quarterly review' },
    every: 'quarter',
    weekDays: workWeek,
    nth: 3,
    eachPerson: false,
    startsAt: '10:00',
    blocks: [
      ['results', 30],
      ['goals', 30],
      ['cases', 20],
      ['notes', 40],
    ],
  },
}

/** A template of this kind as it usually is. */
export function usualTemplate(kind: RitualKind, language: 'ru' | 'en') {
  const { names, blocks, ...usual } = kinds[kind]
  return { ...usual, name: names[language], blocks: blocks.map(([one, minutes]) => ({ kind: one, minutes })) }
}
