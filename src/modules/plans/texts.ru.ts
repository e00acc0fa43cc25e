import type { Month } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

interface PlaceData {
  name: string
  month: string
}

const inWords = (month: string) => formats('ru').month(month as Month)
const cells = (count: number) => `${count} ${plural('ru', count, { one: 'ячейка', few: 'ячейки', many: 'ячеек' })}`

export const ru = {
  errors: {
    PLAN_CELL_CHANGED: ({
      cells: changed,
    }: {
      cells: readonly { name: string; month: string; changedBy: string | null }[]
    }): string => {
      const [first] = changed
      const who = first?.changedBy ? `: ${first.changedBy}` : ''
      const where = first
        ? ` (${first.name}, ${inWords(first.month)}${changed.length > 1 ? ` и ещё ${changed.length - 1}` : ''})`
        : ''
      return `Пока вы правили план, его изменили${who}${where}. Ничего не записано: проверьте новые значения и повторите.`
    },
    PLAN_NOT_YOURS: ({ name }: { name: string }): string =>
      `План «${name}» ставит не ваша роль: планы отделов — директор, планы людей — их руководитель.`,
    PLAN_OUTSIDE_EMPLOYMENT: ({ name, month }: PlaceData): string =>
      `${name} не работает в этом месяце (${inWords(month)}): план туда не ставится.`,
  },
  title: 'План продаж',
  corner: 'Отдел и сотрудник',
  scope: (year: number, days: number): string =>
    `${year} год · ${days} ${plural('ru', days, { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' })}`,
  total: (money: string): string => `план ${money}`,
  estimated: 'Производственный календарь этого года ещё не утверждён: рабочие дни посчитаны по Трудовому кодексу.',
  days: (count: number): string => `${count} дн`,
  quarters: ['I квартал', 'II квартал', 'III квартал', 'IV квартал'],
  rest: 'Не распределено',
  over: 'Сверх плана',
  hired: (day: string): string => `Работает с ${day}`,
  left: (day: string): string => `Ушёл ${day}`,
  restMark: (money: string): string => `Не распределено ${money}`,
  overMark: (money: string): string => `Людям роздано больше на ${money}`,
  conflict: (who: string | null, typed: string): string =>
    `Изменил другой${who ? `: ${who}` : ''}. Вы вводили ${typed}`,
  nothing: 'пусто',
  saving: 'Сохраняется…',
  saved: 'Сохранено',
  reason: 'Причина изменений (в журнал)',
  close: 'Понятно',
  empty: {
    title: (year: number): string => `План на ${year} год ещё не задан`,
    text: 'Здесь план каждого отдела и сотрудника по месяцам. С ним «План/факт» покажет, где команда отстаёт и сколько нужно в день.',
    steps: [
      'Возьмите прошлый год с коэффициентом или введите план отделов',
      'Раздайте план отдела людям: поровну или по прошлым продажам',
    ],
    copy: 'Взять прошлый год',
    type: 'Ввести самому',
    readOnly: 'План ставит руководитель. Как только он появится, он будет виден здесь.',
    people: 'Сначала добавьте отделы и сотрудников: план ставится им.',
  },
  actions: { history: 'Журнал', copy: 'Взять прошлый год', distribute: 'Раздать план' },
  copy: {
    title: 'План по прошлому году',
    intro: 'Покажем, что получится, и ничего не изменим, пока вы не согласитесь.',
    basis: 'Что взять',
    bases: { plan: 'План', fact: 'Продажи' },
    from: 'Год-источник',
    coefficient: 'Коэффициент',
    coefficientHint: '1,1 — это на 10 % больше',
    step: 'Округлять до',
    steps: { 1: 'копейки', 100000: '1 000', 1000000: '10 000', 10000000: '100 000' } as Record<number, string>,
    result: (before: string, after: string): string => `План года станет ${after} (сейчас ${before})`,
    changes: (count: number): string => `Изменится ${cells(count)}`,
    none: 'Изменений нет: в годе-источнике пусто или план уже такой.',
    unfinished: 'Год-источник ещё не закончен: продажи оставшихся месяцев в план не попадут.',
    leftOut: 'Никому не достанется',
    reasons: { outside: 'не работает в эти месяцы', gone: 'не работает в этом году' },
    apply: 'Записать план',
    done: (year: number, count: number): string => `План на ${year} год: записано ${cells(count)}`,
    note: (basis: string, year: number, coefficient: string): string => `${basis} ${year} года × ${coefficient}`,
  },
  distribute: {
    title: 'Раздать план',
    intro: 'План отдела делится между теми, кто в этом месяце работает; прежние планы этих людей заменяются.',
    whose: 'Чей план',
    by: 'Как делить',
    ways: { equal: 'Поровну', lastYear: 'По продажам прошлого года' },
    wayHints: {
      equal: 'Кто работает не весь месяц, получает меньше — по рабочим дням.',
      lastYear: 'Новичку — как среднему продавцу; нет продаж ни у кого — поровну.',
    },
    month: 'Месяцы',
    allMonths: 'Все, где есть план',
    none: 'Раздавать нечего: у этого отдела нет своего плана на выбранные месяцы.',
    person: 'Кому',
    before: 'Было',
    after: 'Станет',
    apply: 'Раздать',
    done: (count: number): string => `Роздано: ${cells(count)}`,
    note: (name: string, way: string): string => `Раздача плана «${name}»: ${way.toLocaleLowerCase('ru')}`,
    noSubject: 'Сначала задайте план отдела: раздаётся он.',
  },
  history: {
    title: 'Журнал плана',
    when: 'Когда',
    who: 'Кто',
    what: 'План',
    change: 'Было → стало',
    note: 'Причина',
    empty: 'План этого года ещё не меняли.',
    arrow: (before: string, after: string): string => `${before} → ${after}`,
  },
  card: { year: 'За год', open: 'Открыть месяцы' },
}

export type PlansTexts = typeof ru
