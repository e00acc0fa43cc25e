const date = (day: string): string => day.split('-').toReversed().join('.')

interface Protocol {
  name: string
  day: string
  decisions: string | null
}

export const ru = {
  caseMetrics: { pace: 'темп плана', stage: 'этап воронки', norm: 'норма', hygiene: 'гигиена сделок' },
  errors: {
    RITUAL_DAYS: 'Выберите не больше двух месяцев: первый день не позже последнего.',
    RITUAL_SCHEDULE: 'Выберите хотя бы один день недели, а для месяца и квартала номер рабочего дня.',
    RITUAL_TEMPLATE_CHANGED: 'Этот ритуал уже изменил кто-то другой. Обновите страницу.',
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
      body: decisions ?? 'Решений не было.',
    }),
  },
  noticeNames: { RITUAL_PROTOCOL: 'Протокол встречи' },
}

export type RitualsTexts = typeof ru
