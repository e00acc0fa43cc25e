import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'

const f = formats('ru')
const kinds = {
  call: (n: number) => f.counted(n, { one: 'звонка', few: 'звонков', many: 'звонков' }),
  meeting: (n: number) => f.counted(n, { one: 'встречи', few: 'встреч', many: 'встреч' }),
  demo: (n: number) => f.counted(n, { one: 'показа', few: 'показов', many: 'показов' }),
  email: (n: number) => f.counted(n, { one: 'письма', few: 'писем', many: 'писем' }),
  message: (n: number) => f.counted(n, { one: 'сообщения', few: 'сообщений', many: 'сообщений' }),
}
/** «call:3:20,meeting:0:1»: data of a notice are plain values. */
const said = (short: string) =>
  short.split(',').map((one) => {
    const [kind = 'call', done = '0', norm = '0'] = one.split(':')
    return `${done} из ${kinds[kind as keyof typeof kinds](Number(norm))}`
  })

/** «с 25 ноября», «со 2 декабря». */
const since = (day: string): string => `${day.endsWith('-02') ? 'со' : 'с'} ${f.dayLong(day as Day)}`

export const ru = {
  errors: {
    NORM_CHANGED: ({ name }: { name: string }) =>
      `Пока вы правили норму, её изменил кто-то другой (${name}). Посмотрите, что стало, и сохраните ещё раз.`,
    NORM_NOT_YOURS: ({ name }: { name: string }) =>
      `${name}: эту норму ставит не вы, а руководитель выше. Руководитель отдела ставит нормы своим людям и своему отделу.`,
    NORM_IN_THE_PAST: ({ from }: { from: string }) =>
      `Нормы прошедших месяцев не меняются. Поставьте начало не раньше ${f.dayLong(from as Day)}.`,
    NORM_PERSON_AWAY: ({ name, from, to, next }: { name: string; from: string; to: string; next: string }) =>
      `${name} отсутствует ${since(from)} по ${f.dayLong(to as Day)}: эти дни и так не считаются. Поставьте норму ${since(next)}.`,
    NORM_PERSON_GONE: ({ name, on }: { name: string; on: string }) =>
      `${name} работал(а) до ${f.dayLong(on as Day)}: нормы после этого дня не нужны.`,
    NORMS_PERIOD_LONG: 'Доска норм показывает каждый день: возьмите период не длиннее года.',
    NORM_SUBJECT: 'Норма ставится продавцу, руководителю отдела или роли. Выберите человека или роль.',
    NORM_SETTINGS_CHANGED:
      'Настройки уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
  notices: {
    NORM_SHORT: ({ short }: { short: string }) => ({
      title: `Сегодня сделано: ${said(short).join(', ')}`,
      body: 'Считаются контакты с клиентом и результатом. День ещё не кончился.',
    }),
    NORMS_MISSED: ({ day, count, names, more }: { day: string; count: number; names: string; more: number }) => ({
      title: `Нормы за ${f.dayLong(day as Day)} не выполнили: ${f.counted(count, { one: 'человек', few: 'человека', many: 'человек' })}`,
      body: names + (more > 0 ? ` и ещё ${more}` : ''),
    }),
  },
  noticeNames: {
    NORM_SHORT: 'До нормы контактов сегодня ещё далеко',
    NORMS_MISSED: 'Кто не выполнил норму вчера (утром)',
  },
}

export type NormsTexts = typeof ru
