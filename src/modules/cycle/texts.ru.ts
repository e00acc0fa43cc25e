import type { Month } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'

const f = formats('ru')
/** «ноябрь 2026» inside a sentence. */
const month = (key: string): string => f.month(key as Month).toLocaleLowerCase('ru')

export const ru = {
  lines: {
    ended: () => 'Месяц закончился',
    inOrder: () => 'Предыдущий месяц закрыт',
    planSet: () => 'У месяца есть план',
    staleDeals: (n: number) =>
      n === 0 ? 'Просроченных дат закрытия нет' : `Открытых сделок с датой закрытия в прошлом: ${n}`,
    overdueTasks: (n: number) =>
      n === 0 ? 'Просроченных задач нет' : `Просроченных задач: ${n}, они перейдут в новый месяц`,
    openCases: (n: number) =>
      n === 0 ? 'Открытых отклонений нет' : `Открытых отклонений: ${n}, они перейдут в новый месяц`,
    resultsHeld: (n: number): string => (n === 0 ? 'Итоги месяца ещё не проведены' : 'Итоги месяца проведены'),
  },
  paper: {
    title: (name: string) => `Закрытие месяца: ${name}`,
    closedAt: (when: string, who: string) => `Закрыт ${when}, ${who}`,
    system: 'система',
    note: 'Заметка',
    plan: 'План',
    fact: 'Факт',
    attainment: 'Выполнение',
    corrections: 'Поправки прошлых месяцев',
    won: 'Выиграно сделок',
    people: 'По сотрудникам',
    person: 'Сотрудник',
    nobody: 'Без ответственного',
    checklist: 'Что проверили перед закрытием',
    checked: 'Что',
    state: 'Как было',
    states: { good: 'в порядке', watch: 'осталось', bad: 'нет' },
    frozen: 'Эти цифры больше не меняются: что узнали позже, стоит поправкой в открытом месяце.',
    foot: (company: string, at: string) => `${company} · Мостик · составлен ${at}`,
  },
  errors: {
    CYCLE_PERIOD: 'Доска цикла бывает у месяца и у квартала: выберите один из них.',
    MONTH_CLOSED: 'Этот месяц уже закрыт.',
    MONTH_CLOSING: 'Этот месяц уже закрывается. Дождитесь окончания, второй раз нажимать не нужно.',
    MONTH_EMPTY: ({ month: key }: { month: string }): string =>
      `За месяц ${month(key)} в компании ничего не записано: закрывать нечего.`,
    MONTH_NOT_OVER: ({ month: key }: { month: string }): string =>
      `Месяц ${month(key)} ещё не закончился: закрыть его можно с первого дня следующего.`,
    MONTH_ORDER: ({ month: key }: { month: string }): string =>
      `Месяцы закрываются подряд: следующий на очереди — ${month(key)}.`,
    MONTH_OPEN: 'Этот месяц не закрыт.',
    MONTH_LATER_CLOSED: ({ month: key }: { month: string }): string =>
      `После него закрыты и другие месяцы, последний — ${month(key)}. Открывайте с последнего.`,
    REOPEN_REASON_REQUIRED: 'Напишите, зачем открываете закрытый месяц: причина останется в журнале.',
    TIME_SHARES_SUM: 'Доли должны давать вместе 100 %.',
    TIME_SHARE_CHANGED:
      'Ваша оценка уже изменена в другом окне. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
}

export type CycleTexts = typeof ru
