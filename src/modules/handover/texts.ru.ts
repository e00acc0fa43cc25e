import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

const deals = { one: 'сделка', few: 'сделки', many: 'сделок' }
const records = { one: 'запись', few: 'записи', many: 'записей' }
const date = (day: string): string => formats('ru').dayFull(day as Day)

export const ru = {
  planNote: 'Передача дел',
  errors: {
    HANDOVER_TO_SELF: 'Передать дела тому же сотруднику нельзя. Выберите другого.',
    HANDOVER_TO_GONE: ({ names }: { names: readonly string[] }): string =>
      `Эти сотрудники не могут принять дела: ${names.join(', ')}. Они не работают или не занимаются продажами.`,
    HANDOVER_NEEDS_LEADER: ({ names }: { names: readonly string[] }): string =>
      `Встречи команды и отклонения принимает руководитель, а не ${names.join(', ')}. Выберите для них руководителя.`,
    HANDOVER_EMPTY: 'Передавать нечего: у сотрудника нет открытых дел выбранных видов.',
    HANDOVER_RUNNING: 'Дела этого сотрудника сейчас передаются. Дождитесь окончания.',
    HANDOVER_UNDONE: 'Эта передача уже отменена.',
    SUBSTITUTION_DATES: 'Последний день не может быть раньше первого, а отсутствие дольше года: проверьте даты.',
    SUBSTITUTION_OVERLAPS: ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string =>
      `На эти дни отсутствие уже записано: ${date(startsOn)}–${date(endsOn)}.`,
    SUBSTITUTE_AWAY: ({ name, startsOn, endsOn }: { name: string; startsOn: string; endsOn: string }): string =>
      `${name} в эти дни тоже отсутствует: ${date(startsOn)}–${date(endsOn)}. Выберите другого.`,
    SUBSTITUTION_CHANGED:
      'Это отсутствие уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
  notices: {
    HANDOVER_RECEIVED: ({ from, deals: n, records: all }: { from: string; deals: number; records: number }) => ({
      title: `Вам переданы дела: ${from}`,
      body: `${n} ${plural('ru', n, deals)}, всего ${all} ${plural('ru', all, records)}`,
    }),
    SUBSTITUTION_SET: ({ absent, from, to }: { absent: string; from: string; to: string }) => ({
      title: `Вы замещаете: ${absent}`,
      body: `${date(from)}–${date(to)}: вы видите дела коллеги, его лиды приходят вам`,
    }),
  },
  noticeNames: { HANDOVER_RECEIVED: 'Мне передали дела', SUBSTITUTION_SET: 'Я замещаю коллегу' },
}

export type HandoverTexts = typeof ru
