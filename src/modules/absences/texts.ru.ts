import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'

const date = (day: string): string => formats('ru').dayFull(day as Day)
const kinds: Record<string, string> = { leave: 'отпуск', sick: 'больничный', trip: 'командировка', other: 'отсутствие' }

interface Told {
  kind: string
  from: string
  to: string
}

const days = ({ kind, from, to }: Told) => `${kinds[kind] ?? kind}, ${date(from)}–${date(to)}`

export const ru = {
  errors: {
    ABSENCE_DATES: 'Последний день не может быть раньше первого, а отсутствие дольше года: проверьте даты.',
    ABSENCE_OVERLAPS: ({ name, fromOn, toOn }: { name: string; fromOn: string; toOn: string }): string =>
      `${name}: на эти дни отсутствие уже записано, ${date(fromOn)}–${date(toOn)}. Измените его или выберите другие дни.`,
    ABSENCE_NOT_EMPLOYED: ({ name }: { name: string }): string =>
      `${name} в эти дни не работает в компании: проверьте даты приёма и ухода.`,
    ABSENCE_OWN: 'Своё отсутствие согласует руководитель, а не вы сами.',
    ABSENCE_REASON_REQUIRED: 'Напишите, почему отказываете: сотрудник это увидит.',
    ABSENCE_CHANGED:
      'Это отсутствие уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    ABSENCE_DECIDED: 'По этому отсутствию уже есть решение, или его отменили.',
    TERRITORY_NAME_TAKEN: 'Территория с таким названием уже есть.',
    TERRITORY_REGION_TAKEN: ({ region, territory }: { region: string; territory: string }): string =>
      `«${region}» уже входит в территорию «${territory}». Один регион принадлежит одной территории.`,
    TERRITORY_CHANGED:
      'Эту территорию уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    TERRITORY_OWNER_GONE: ({ name }: { name: string }): string =>
      `${name} к этому дню уже не работает. Выберите другого ответственного.`,
    TERRITORY_OWNER_LATER: ({ fromOn, name }: { fromOn: string; name: string }): string =>
      `С ${date(fromOn)} территорию уже ведёт ${name}. Выберите день не раньше.`,
    DUTIES_CHANGED:
      'Этот список обязанностей уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    DUTIES_EMPTY: 'Оставьте хотя бы одну обязанность: роль без обязанностей никому не нужна.',
  },
  notices: {
    ABSENCE_ASKED: ({ name, ...told }: Told & { name: string }) => ({
      title: `Согласуйте отсутствие: ${name}`,
      body: days(told),
    }),
    ABSENCE_APPROVED: ({ by, ...told }: Told & { by: string }) => ({
      title: 'Отсутствие согласовано',
      body: `${days(told)}. Решение: ${by}`,
    }),
    ABSENCE_DECLINED: ({ by, ...told }: Told & { by: string }) => ({
      title: 'В отсутствии отказано',
      body: `${days(told)}. Решение: ${by}`,
    }),
  },
  noticeNames: {
    ABSENCE_ASKED: 'Просят согласовать отсутствие',
    ABSENCE_APPROVED: 'Моё отсутствие согласовано',
    ABSENCE_DECLINED: 'В моём отсутствии отказано',
  },
}

export type AbsencesTexts = typeof ru
