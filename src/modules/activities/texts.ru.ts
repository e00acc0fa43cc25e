import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'
import type { NewResult } from './data/results.ts'

const next = (kind: NonNullable<NewResult['next']>['kind'], inDays: number) => ({ kind, inDays })

const f = formats('ru')
export const kinds = {
  call: 'Звонок',
  meeting: 'Встреча',
  demo: 'Демонстрация',
  email: 'Письмо',
  message: 'Сообщение',
}
const named = (kind: string) => (kinds as Record<string, string>)[kind] ?? kind
/** Of one activity, at the beginning of a line. */
export const states = { planned: 'Запланирована', done: 'Состоялась', cancelled: 'Отменена' }
export const columns = {
  start: 'Когда',
  kind: 'Вид',
  client: 'Клиент',
  title: 'О чём',
  deal: 'Сделка',
  owner: 'Кто',
  state: 'Состояние',
  outcome: 'Итог',
  result: 'Результат',
  minutes: 'Минут',
  shifts: 'Переносов',
  recorded: 'Записана',
}
const contacts = (n: number) => `${n} ${plural('ru', n, { one: 'контакт', few: 'контакта', many: 'контактов' })}`

interface Planned {
  by: string
  count: number
  kind: string
  title: string | null
  day: string
  time: string
}
interface Changed extends Omit<Planned, 'count'> {
  reason: string | null
}
interface Soon {
  kind: string
  title: string | null
  client: string | null
  time: string
}

const firstResults: NewResult[] = [
  { kind: 'call', name: 'Договорились о следующем шаге', isContact: true, next: next('call', 3) },
  { kind: 'call', name: 'Просил перезвонить', isContact: true, next: next('call', 1) },
  { kind: 'call', name: 'Думает', isContact: true, next: next('call', 5) },
  { kind: 'call', name: 'Не дозвонились', isContact: false, next: next('call', 1) },
  { kind: 'call', name: 'Отказался', isContact: true, next: null },
  { kind: 'meeting', name: 'Договорились о следующем шаге', isContact: true, next: next('call', 2) },
  { kind: 'meeting', name: 'Ждут предложение', isContact: true, next: next('email', 1) },
  { kind: 'meeting', name: 'Думают', isContact: true, next: next('call', 5) },
  { kind: 'meeting', name: 'Не состоялась', isContact: false, next: next('call', 1) },
  { kind: 'meeting', name: 'Отказались', isContact: true, next: null },
  { kind: 'demo', name: 'Понравилось, обсуждаем условия', isContact: true, next: next('call', 2) },
  { kind: 'demo', name: 'Есть вопросы', isContact: true, next: next('call', 1) },
  { kind: 'demo', name: 'Не подошло', isContact: true, next: null },
  { kind: 'demo', name: 'Не состоялась', isContact: false, next: next('call', 1) },
  { kind: 'email', name: 'Отправлено', isContact: false, next: next('call', 2) },
  { kind: 'email', name: 'Получен ответ', isContact: true, next: next('call', 1) },
  { kind: 'message', name: 'Отправлено', isContact: false, next: next('call', 1) },
  { kind: 'message', name: 'Получен ответ', isContact: true, next: next('call', 1) },
]

export const ru = {
  errors: {
    ACTIVITY_IN_FUTURE: 'Дата в будущем. Записать можно только то, что уже состоялось.',
    ACTIVITY_CHANGED:
      'Эту запись уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что в ней теперь, и повторите.',
    NOT_PLANNED: 'Запись уже закрыта: она состоялась или отменена. Обновите страницу.',
    RESULT_REQUIRED: 'Укажите результат: выберите из списка или напишите, чем закончилось.',
    CLIENT_REQUIRED: 'Укажите, с кем: выберите сделку, компанию или контакт.',
    PLAN_IN_PAST: 'Это время уже прошло. Запланируйте на сегодня или позже.',
    CALENDAR_TOO_LONG: 'За один раз календарь показывает не больше 45 дней и 20 человек.',
    RESULT_EXISTS: 'Такой результат у этого вида контактов уже есть.',
    UNDO_TOO_LATE: 'Отменить уже нельзя: после этого запись меняли ещё раз.',
  },
  notices: {
    ACTIVITY_PLANNED: ({ by, count, kind, title, day, time }: Planned) => ({
      title: count === 1 ? `Вам запланировано: ${named(kind).toLowerCase()}` : `Вам запланировано: ${contacts(count)}`,
      body: [`${f.dayLong(day as Day)}, ${time}`, title, `запланировал(а) ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_MOVED: ({ by, kind, title, reason, day, time }: Changed) => ({
      title: `${named(kind)}: перенос на ${f.dayLong(day as Day)}, ${time}`,
      body: [title, reason, `перенёс(ла) ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_CANCELLED: ({ by, kind, title, reason, day, time }: Changed) => ({
      title: `Отменено: ${named(kind).toLowerCase()}, ${f.dayLong(day as Day)}, ${time}`,
      body: [title, reason, `отменил(а) ${by}`].filter(Boolean).join(' · '),
    }),
    ACTIVITY_SOON: ({ kind, title, client, time }: Soon) => ({
      title: `${named(kind)} в ${time}${client ? `: ${client}` : ''}`,
      body: title,
    }),
  },
  noticeNames: {
    ACTIVITY_PLANNED: 'Мне запланировали звонок или встречу',
    ACTIVITY_MOVED: 'Мой звонок или встречу перенесли',
    ACTIVITY_CANCELLED: 'Мой звонок или встречу отменили',
    ACTIVITY_SOON: 'Скоро встреча (за 15 минут)',
  },
  firstResults,
  /** Title of a task for which nobody has found one. */
  nextTask: 'Сделать следующий шаг',
  file: {
    title: 'Активности',
    columns: { ...columns, id: 'ID' },
    kinds,
    states,
  },
}

export type ActivitiesTexts = typeof ru
