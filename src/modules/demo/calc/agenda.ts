import { addDays, type Day, type TimeZone, weekday } from '#core/calendar/day.ts'
import { instantAt } from '#core/calendar/zone.ts'
import type { Random } from './random.ts'
import type { DealAtWork } from './tasks.ts'

/** A planned contact as it is kept; moments in milliseconds. */
export interface DemoPlan {
  id: string
  kind: 'call' | 'meeting' | 'demo' | 'email'
  ownerId: string
  dealId: string
  companyId: string | null
  contactId: null
  title: string
  occurredAt: number
  durationS: number
  result: null
  done: false
}

const DAYS = 14
const FIRST_MINUTE = 9 * 60 + 30
const LAST_MINUTE = 17 * 60 + 30
const frequency = { call: 6, email: 1, meeting: 2, demo: 0.7 }
const kinds = ['call', 'email', 'meeting', 'demo'] as const
const minutesOf = { call: 15, email: 15, meeting: 60, demo: 45 }
const titles = {
  call: [
    'Уточнить решение по КП',
    'Согласовать дату отгрузки',
    'Напомнить о счёте',
    'Выяснить, кто принимает решение',
    'Обсудить замечания инженера',
    'Спросить о бюджете на квартал',
    'Договориться о встрече',
  ],
  meeting: [
    'Обсудить спецификацию',
    'Защита КП у директора',
    'Осмотр насосной на объекте',
    'Согласовать условия договора',
  ],
  demo: ['Показать насос на стенде', 'Онлайн-показ системы управления'],
  email: ['Отправить расчёт окупаемости', 'Отправить договор', 'Отправить опросный лист'],
}

/** What has come of a contact of the past, by the words of its story: a result of the company's list, and words besides. */
const outcomes: Record<string, { name: string; words: readonly string[] }> = {
  'Договорились о следующем шаге': {
    name: 'Договорились о следующем шаге',
    words: ['Решают на следующей неделе', 'Ждут технолога из отпуска', 'Попросили расчёт на два насоса'],
  },
  'Дозвонились, перезвонить': { name: 'Просил перезвонить', words: ['Был за рулём', 'На совещании до обеда'] },
  'Отправить информацию': {
    name: 'Договорились о следующем шаге',
    words: ['Отправить каталог и опросный лист', 'Нужны характеристики и сроки'],
  },
  'Не ответили': { name: 'Не дозвонились', words: [] },
  'Встреча состоялась, ждут КП': {
    name: 'Ждут предложение',
    words: ['КП на комплект с пусконаладкой', 'КП до пятницы'],
  },
  'Обсудили требования': {
    name: 'Договорились о следующем шаге',
    words: ['Нужен напор 60 м и нержавейка', 'Сравнивают с двумя поставщиками'],
  },
  'Согласовали условия': { name: 'Договорились о следующем шаге', words: ['Аванс 50 %, отгрузка за 3 недели'] },
  'Отправлено КП': { name: 'Отправлено', words: ['Коммерческое предложение'] },
  'Отправлены материалы': { name: 'Отправлено', words: ['Каталог и референс-лист'] },
  'Ответ получен': { name: 'Получен ответ', words: ['Подтвердили получение', 'Задали вопросы по гарантии'] },
}

/** The last digits of the id choose, so that the story's own dice stay as they are. */
export function outcomeOf({ id, result }: { id: string; result: string }): { name: string; words: string | null } {
  const outcome = outcomes[result]
  if (!outcome) return { name: result, words: result }
  const place = Number.parseInt(id.slice(-2), 16) % (outcome.words.length * 2 || 1)
  return { name: outcome.name, words: outcome.words[place] ?? null }
}

interface Setting {
  today: Day
  zone: TimeZone
  sellers: readonly { id: string }[]
}

/**
 * What the sellers have planned from today on for two weeks, one thing after another: a full day today, fewer the further ahead; and now and then
 * something of the last days that nobody has reported on.
 */
export function inventAgenda(
  random: Random,
  deals: readonly DealAtWork[],
  { today, zone, sellers }: Setting,
): DemoPlan[] {
  const own = Map.groupBy(deals, ({ ownerId }) => ownerId)
  const plans: DemoPlan[] = []
  for (const { id: ownerId } of sellers) {
    const mine = own.get(ownerId) ?? []
    if (mine.length === 0) continue
    for (let ahead = -2; ahead < DAYS; ahead += 1) {
      const day = addDays(today, ahead)
      const isOff = weekday(day) > 5
      // Somebody works on a Saturday too, so that today is never empty.
      if (isOff && ahead !== 0) continue
      const count =
        ahead < 0 ? Number(random.chance(0.35)) : isOff ? 4 : Math.max(1, 6 - Math.floor(ahead / 2.5) - random.below(2))
      let minute = FIRST_MINUTE + 15 * random.below(4)
      for (let place = 0; place < count && minute < LAST_MINUTE; place += 1) {
        const deal = random.pick(mine)
        const kind = random.weighted(kinds, (one) => frequency[one])
        const occurredAt = instantAt(day, minute, zone).getTime()
        plans.push({
          id: random.id(instantAt(addDays(day, -3), minute, zone).getTime()),
          kind,
          ownerId,
          dealId: deal.id,
          companyId: deal.companyId,
          contactId: null,
          title: random.pick(titles[kind]),
          occurredAt,
          durationS: minutesOf[kind] * 60,
          result: null,
          done: false,
        })
        minute += minutesOf[kind] + 15 * (1 + random.below(5))
      }
    }
  }
  return plans
}
