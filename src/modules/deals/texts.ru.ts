import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'
import type { Meaning, stageColors } from './contract.ts'

interface FirstStage {
  name: string
  meaning: Meaning
  color: (typeof stageColors)[number]
}

const deals = (n: number) => `${n} ${plural('ru', n, { one: 'сделка', few: 'сделки', many: 'сделок' })}`
const fieldNames: Record<string, string> = {
  ownerId: 'ответственный',
  companyId: 'компания',
  contactId: 'контакт',
  sourceId: 'источник',
  lossReasonId: 'причина отказа',
  lossCompetitorId: 'конкурент',
  contacts: 'контакты',
  team: 'команда',
  resultId: 'результат',
}

export const ru = {
  errors: {
    DEAL_CHANGED:
      'Сделку уже изменил кто-то другой. Ничего не перезаписано: сравните значения и решите, какие оставить.',
    REFERENCE_MISSING: ({ fields }: { fields: readonly string[] }): string =>
      `Выбранного значения больше нет или оно вам не видно: ${fields.map((field) => fieldNames[field] ?? field).join(', ')}.`,
    RATE_MISSING: ({ currency, day }: { currency: string; day: string }): string =>
      `Нет курса ${currency} на ${formats('ru').dayFull(day as Day)}. Добавьте его в настройках компании и повторите.`,
    LOSS_REASON_REQUIRED: 'Укажите причину отказа: без неё сделку нельзя закрыть как проигранную.',
    STAGE_UNKNOWN: 'Такого этапа нет среди действующих. Обновите страницу и выберите этап заново.',
    MOVE_IN_FUTURE: 'Дата перехода в будущем. Переход можно записать только прошедшим временем.',
    NOTHING_TO_UNDO: 'Отменять нечего: после этого перехода сделку уже передвигали.',
    CURSOR_BROKEN: 'Продолжение списка не подходит к его порядку. Откройте список заново.',
    PIPELINE_NEEDS_STAGES: 'В воронке должны быть хотя бы один открытый этап, один успешный и один отказной.',
    PIPELINE_HAS_DEALS: ({ deals: n }: { deals: number }): string =>
      `В воронке открыто: ${deals(n)}. Сначала закройте их или перенесите в другую воронку.`,
    STAGE_HAS_DEALS: ({ deals: n }: { deals: number }): string =>
      `На этапе ${deals(n)}, считая корзину. Выберите этап, на который их перенести.`,
    STAGE_HAS_HISTORY:
      'Через этот этап уже проходили сделки, поэтому его смысл менять нельзя: изменилась бы история. Заведите новый этап.',
    STAGES_HELD:
      'Сейчас идёт импорт сделок или его откат, и этапы менять нельзя: сделки встали бы не туда. Повторите, когда он закончится.',
    SOURCE_EXISTS: 'Источник с таким названием уже есть, возможно, в архиве.',
    COMPETITOR_EXISTS: 'Такой конкурент уже есть, возможно, в архиве.',
    CONTACT_ROLE_EXISTS: 'Роль с таким названием уже есть, возможно, в архиве.',
    STAGE_FIELDS_REQUIRED: ({ fields }: { fields: readonly { name: string }[] }): string =>
      `На этом этапе обязательны поля: ${fields.map(({ name }) => `«${name}»`).join(', ')}. Заполните их.`,
    SHARES_NOT_WHOLE: ({ percent }: { percent: number }): string =>
      `Доли команды должны дать 100 %, а сейчас ${String(percent).replace('.', ',')} %.`,
    TEAM_WITHOUT_OWNER: 'В команде нет ответственного. Добавьте его: цифры идут на него.',
    DEALS_IN_USE:
      'Удалить навсегда нельзя: у одной из сделок есть договор, счёт или оплата. Снимите её выделение или сначала разберитесь с документами.',
    LOSS_REASON_EXISTS: 'Причина с таким названием уже есть, возможно, в архиве.',
  },
  file: {
    title: 'Сделки',
    columns: {
      title: 'Сделка',
      amount: 'Сумма',
      stage: 'Этап',
      pipeline: 'Воронка',
      outcome: 'Состояние',
      stageAge: 'На этапе с',
      nextStep: 'Следующий шаг',
      expected: 'Закроется',
      owner: 'Ответственный',
      company: 'Компания',
      created: 'Создана',
      source: 'Источник',
      closed: 'Закрыта',
      updated: 'Изменена',
      lossReason: 'Причина отказа',
      comment: 'Комментарий',
      id: 'ID',
      externalId: 'Номер в другой системе',
    },
    outcomes: { open: 'В работе', won: 'Успешно', lost: 'Отказ' },
  },
  first: {
    pipeline: 'Продажи',
    stages: [
      { name: 'Новая заявка', meaning: 'open', color: 'grey' },
      { name: 'Квалификация', meaning: 'open', color: 'blue' },
      { name: 'Встреча', meaning: 'open', color: 'teal' },
      { name: 'КП отправлено', meaning: 'open', color: 'yellow' },
      { name: 'Договор', meaning: 'open', color: 'orange' },
      { name: 'Успешно', meaning: 'won', color: 'green' },
      { name: 'Отказ', meaning: 'lost', color: 'red' },
    ] satisfies FirstStage[] as FirstStage[],
    sources: ['Сайт', 'Звонок', 'Рекомендация', 'Выставка', 'Холодный обзвон', 'Повторная продажа'],
    lossReasons: [
      'Дорого',
      'Выбрали конкурента',
      'Нет бюджета',
      'Потребность отпала',
      'Не вышли на связь',
      'Не наш клиент',
    ],
    contactRoles: ['ЛПР', 'Влияет на решение', 'Пользователь', 'Закупки', 'Финансы', 'Технический эксперт'],
  },
}

export type DealsTexts = typeof ru
