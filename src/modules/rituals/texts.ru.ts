import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { decisionLines } from './calc/protocol-lines.ts'

const date = (day: string): string => formats('ru').dayFull(day as Day)

interface Protocol {
  name: string
  day: string
  decisions: string | null
}

export const ru = {
  kinds: {
    daily: 'Планёрка',
    pipeline: 'Разбор воронки',
    oneToOne: 'Один на один',
    listening: 'Прослушивание звонков',
    month: 'Итоги месяца',
    quarter: 'Обзор квартала',
  },
  blocks: {
    questions: 'Три вопроса: что сделал, что сделаю, что мешает',
    yesterday: 'Прошлый рабочий день',
    pace: 'План и темп месяца',
    hot: 'Горячие сделки',
    stuck: 'Застрявшие сделки',
    norms: 'Нормы прошлого рабочего дня',
    promises: 'Обещания прошлого раза',
    cases: 'Отклонения',
    absent: 'Кого нет сегодня',
    calls: 'Звонки недели',
    results: 'Итоги прошлого месяца',
    goals: 'Цели',
    notes: 'Заметки',
  },
  values: {
    wonMinor: 'Продано',
    won: 'Выиграно',
    created: 'Новых сделок',
    calls: 'Звонки',
    meetings: 'Встречи',
    callNorm: 'Норма звонков',
    meetingNorm: 'Норма встреч',
    planMinor: 'План',
    factMinor: 'Факт',
    deviationMinor: 'К темпу',
    deals: 'Сделок',
    amountMinor: 'Сумма',
    promised: 'Обещано',
    kept: 'Сделано',
    cases: 'Отклонений',
    gapMinor: 'Разрыв',
    minutes: 'Минут',
  } as Record<string, string>,
  taskStates: { open: 'задача открыта', done: 'сделано', declined: 'отказ' },
  protocol: {
    title: (name: string) => `Протокол: ${name}`,
    fileName: (name: string, day: string) => `Протокол. ${name}, ${day}`,
    of: (name: string, person: string) => `${name}: ${person}`,
    time: (from: string, to: string, planned: string) => `${from}–${to}, по плану ${planned} мин`,
    leader: (name: string) => `Ведёт: ${name}`,
    here: 'Участвовали',
    absent: 'Не было',
    nobody: 'никого',
    decisions: 'Решения',
    noDecisions: 'Решений не было.',
    decision: 'Что решили',
    owner: 'Ответственный',
    due: 'Срок',
    state: 'Как идёт',
    note: 'Заметки',
    nothing: 'Данных не было.',
    foot: (company: string, at: string) => `${company} · Мостик · составлен ${at}`,
  },
  caseMetrics: { pace: 'темп плана', stage: 'этап воронки', norm: 'норма', hygiene: 'гигиена сделок' },
  errors: {
    RITUAL_DAYS: 'Выберите не больше двух месяцев: первый день не позже последнего.',
    RITUAL_SCHEDULE: 'Выберите хотя бы один день недели, а для месяца и квартала номер рабочего дня.',
    RITUAL_TEMPLATE_CHANGED:
      'Этот ритуал уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    RITUAL_CHANGED: 'Заметки этой встречи уже изменил кто-то другой. Ваш текст сохранён на странице, повторите запись.',
    RITUAL_OVER: 'Эта встреча уже закончена или отменена.',
    RITUAL_REASON_REQUIRED: 'Напишите, почему встреча отменяется.',
    RITUAL_NOT_HELD: 'Протокол отправляют после встречи: сначала закончите её.',
    DECISION_INCOMPLETE: 'Решению нужны и ответственный, и срок. Без них это заметка: оставьте пустыми оба поля.',
    DECISION_PAST: 'Срок решения уже прошёл: выберите день не раньше сегодняшнего.',
  },
  notices: {
    RITUAL_PROTOCOL: ({ name, day, decisions }: Protocol) => ({
      title: `Протокол: ${name}, ${date(day)}`,
      body: decisions === null ? 'Решений не было.' : decisionLines(decisions, date),
    }),
  },
  noticeNames: { RITUAL_PROTOCOL: 'Протокол встречи' },
}

export type RitualsTexts = typeof ru
