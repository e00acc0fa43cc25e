import type { Day } from '#core/calendar/day.ts'
import type { RitualKind } from '../contract.ts'

/** A number of 0…1 that is always the same for the same words. */
export function lot(words: string): number {
  let hash = 2_166_136_261
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296
}

/** What is noted at meetings of each kind: block and words. */
const notes: Record<RitualKind, readonly (readonly [string, string])[]> = {
  daily: [
    ['hot', 'Две крупные сделки ждут счёт от бухгалтерии, решаем до обеда.'],
    ['norms', 'Встреч мало: сегодня каждый назначает по одной.'],
    ['yesterday', 'Вчера хороший день: закрыли два старых предложения.'],
    ['questions', 'Мешает согласование договора у юристов.'],
  ],
  pipeline: [
    ['stuck', 'Шесть сделок без следующего шага, разобрали по одной.'],
    ['hot', 'На этой неделе закрываем три крупные, остальное переносим честно.'],
    ['cases', 'Конверсия из предложения в договор ниже обычной: проверяем цены.'],
  ],
  oneToOne: [
    ['promises', 'Два обещания из трёх выполнены.'],
    ['pace', 'Темп отстаёт, не хватает новых встреч.'],
    ['notes', 'Просит помочь с переговорами по крупному клиенту, еду вместе.'],
  ],
  listening: [
    ['calls', 'Разобрали три звонка: в двух не назвали следующий шаг.'],
    ['notes', 'Хороший пример выявления потребности, показываем всем.'],
  ],
  month: [
    ['results', 'План выполнен не всеми: разрыв из-за малого числа новых сделок.'],
    ['notes', 'План на месяц принят, нормы встреч поднимаем на одну в неделю.'],
  ],
  quarter: [
    ['results', 'Сервис растёт быстрее новых клиентов.'],
    ['notes', 'Меняем доли: больше внимания партнёрам.'],
  ],
}

const promises: Record<RitualKind, readonly string[]> = {
  daily: ['Согласовать счёт с бухгалтерией', 'Назначить встречу с директором завода'],
  pipeline: [
    'Позвонить по трём сделкам без шага',
    'Обновить даты закрытия у крупных сделок',
    'Подготовить сравнение с конкурентом',
    'Закрыть отказом сделки без ответа больше месяца',
  ],
  oneToOne: [
    'Провести шесть новых встреч за неделю',
    'Вернуть в работу трёх старых клиентов',
    'Выучить скрипт возражений по цене',
  ],
  listening: ['Переписать начало разговора по скрипту', 'Послушать звонок коллеги и повторить приём'],
  month: ['Перераспределить план двух отстающих', 'Обновить нормы встреч'],
  quarter: ['Подготовить предложение для партнёров'],
}

export interface Told {
  held: boolean
  /** Minutes after the planned beginning, and how long it took beside the plan. */
  late: number
  longer: number
  notes: Record<string, string>
  promise: { text: string; inDays: number; kept: boolean } | null
}

/** What happened at a meeting of the demo company. */
export function toldMeeting(kind: RitualKind, key: string, day: Day, lastDays: boolean): Told {
  const share = lot(key)
  const own = notes[kind]
  const words = promises[kind]
  const first = own[Math.floor(lot(`${key} note`) * own.length)]
  const second = share > 0.4 ? own[Math.floor(lot(`${day} ${kind}`) * own.length)] : undefined
  const promised = kind === 'daily' ? share > 0.85 : share > 0.3
  const text = words[Math.floor(lot(`${key} promise`) * words.length)]
  return {
    held: kind === 'month' || kind === 'quarter' || share > 0.11,
    late: Math.floor(lot(`${key} late`) * 13),
    longer: 0.8 + lot(`${key} long`) * 0.5,
    notes: Object.fromEntries([first, second].filter((one) => one !== undefined)),
    promise:
      promised && text
        ? { text, inDays: 4 + Math.floor(share * 5), kept: !lastDays && lot(`${key} kept`) > 0.15 }
        : null,
  }
}
