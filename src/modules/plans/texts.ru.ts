import type { Month } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

interface PlaceData {
  name: string
  month: string
}

const inWords = (month: string) => formats('ru').month(month as Month)
const cells = (count: number) => `${count} ${plural('ru', count, { one: 'ячейка', few: 'ячейки', many: 'ячеек' })}`

interface NoticeOfPlan {
  name: string
  from: string
  to: string
  by: string
  state: string
  why: string
}

const decided: Record<string, string> = { approved: 'утверждён', returned: 'возвращён', withdrawn: 'отозван' }
const span = (from: string, to: string) => (from === to ? inWords(from) : `${inWords(from)} — ${inWords(to)}`)

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
    PLAN_DAYS_CHANGED: ({ by }: { by: string | null }): string =>
      `План по дням уже изменил ${by ?? 'кто-то другой'}. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.`,
    PLAN_DAYS_REASON: 'Напишите, почему дни делятся иначе: причина останется в истории плана.',
    PLAN_DAYS_OUTSIDE:
      'Неделя или день выходит за границы месяца: часть недели, которая лежит в другом месяце, задаётся там.',
    PLAN_DAYS_TWICE: 'Один день попал в две части: задайте или неделю целиком, или её дни.',
    PLAN_DAYS_OVER: ({ planMinor, overMinor }: { planMinor: number; overMinor: number }): string =>
      `Заданные недели и дни больше плана месяца на ${formats('ru').share(overMinor / planMinor, { digits: 1 })}: уменьшите их или поднимите план.`,
    PLAN_MONTH_CLOSED: ({ month }: { month: string }): string =>
      `Месяц ${inWords(month)} закрыт, его план больше не меняется. Открыть месяц снова может собственник на доске цикла.`,
    PLAN_NOT_YOURS: ({ name }: { name: string }): string =>
      `План «${name}» ставит не ваша роль: планы отделов — директор, планы людей — их руководитель.`,
    PLAN_OUTSIDE_EMPLOYMENT: ({ name, month }: PlaceData): string =>
      `${name} не работает в этом месяце (${inWords(month)}): план туда не ставится.`,
    PLAN_MONTHS_REVERSED: ({ from, to }: { from: string; to: string }): string =>
      `Период задан наоборот: ${inWords(from)} позже, чем ${inWords(to)}. Поменяйте месяцы местами.`,
    PLAN_EMPTY: ({ name }: { name: string }): string =>
      `У «${name}» на эти месяцы нет плана: сначала поставьте его, потом предлагайте.`,
    PLAN_PROPOSED_ALREADY: ({ number, by }: { number: number; by: string | null }): string =>
      `Версия № ${number} на эти месяцы уже ждёт решения${by ? ` (предложил ${by})` : ''}. Дождитесь его или отзовите её.`,
    PLAN_OWN_APPROVAL: 'Свой план утверждает не автор. Попросите другого руководителя: директора или собственника.',
    PLAN_NOTE_MISSING: 'Напишите, почему план возвращается: автору надо знать, что исправить.',
    PLAN_VERSION_DECIDED: ({ state, by }: { state: string; by: string | null }): string =>
      `По этому плану решение уже есть: ${decided[state] ?? state}${by ? ` (${by})` : ''}.`,
    PLAN_VERSION_CHANGED: ({ by }: { state: string; by: string | null }): string =>
      `Пока вы смотрели, версия изменилась${by ? ` (${by})` : ''}. Посмотрите, что стало, и решите.`,
    PLAN_SEASON_CHANGED: ({ by }: { by: string | null }): string =>
      `Пока вы правили сезонность, её изменил другой${by ? ` (${by})` : ''}. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.`,
    PLAN_FILE_UNREADABLE:
      'Это не таблица. Сохраните файл как XLSX или CSV: строка — сотрудник или отдел, столбец — месяц.',
  },
  notices: {
    PLAN_PROPOSED: ({ name, from, to, by, why }: NoticeOfPlan) => ({
      title: `План на утверждение: ${name}`,
      body: `${by}, ${span(from, to)}. ${why}`,
    }),
    PLAN_DECIDED: ({ name, from, to, by, state, why }: NoticeOfPlan) => ({
      title: state === 'approved' ? `План утверждён: ${name}` : `План возвращён: ${name}`,
      body: `${by}, ${span(from, to)}. ${why}`,
    }),
  },
  noticeNames: { PLAN_PROPOSED: 'Мне прислали план на утверждение', PLAN_DECIDED: 'По моему плану есть решение' },
  metrics: {
    revenue: 'Выручка',
    won: 'Продажи, шт.',
    created: 'Новые сделки',
    leads: 'Лиды',
    meetings: 'Встречи',
    calls: 'Звонки',
  },
  metric: 'Показатель',
  tiers: { minimum: 'Минимум', target: 'Цель', challenge: 'Вызов' },
  tier: 'Уровень плана',
  tierHint: 'Минимум — ниже него провал, цель — сам план, вызов — выше ожиданий',
  cuts: {
    all: 'Люди и отделы',
    productGroup: 'Товарные группы',
    segment: 'Сегменты (отрасли)',
    territory: 'Территории',
    client: 'Новые и действующие',
  },
  cut: 'Разрез',
  cutParts: { new: 'Новые клиенты', existing: 'Действующие клиенты' },
  parts: {
    whose: 'Чей план',
    corner: 'Часть плана',
    whole: 'План целиком',
    factTitle: 'Как части выполняются',
    plan: 'План',
    fact: 'Факт',
    ofPlan: '% плана',
    due: 'Должно быть',
    deviation: 'Отклонение',
    forecast: 'Прогноз',
    elsewhere: 'Вне этих частей',
    empty: 'Делить пока не на что: заполните справочник (товары, отрасли клиентов, территории).',
  },
  sheet: {
    name: 'Отдел и сотрудник',
    code: 'Код',
    sheet: (year: number): string => `План ${year}`,
    file: (year: number): string => `План продаж ${year}.xlsx`,
  },
  versionStates: { proposed: 'Ждёт решения', approved: 'Утверждён', returned: 'Возвращён', withdrawn: 'Отозван' },
  approval: {
    title: 'Утверждение плана',
    intro:
      'Руководитель предлагает план, директор утверждает, собственник видит. Версия хранит план и рабочие дни такими, какими они были.',
    propose: 'Предложить план',
    whose: 'Чей план',
    from: 'С месяца',
    to: 'По месяц',
    reason: 'Что предлагаем и почему',
    approve: 'Утвердить',
    giveBack: 'Вернуть',
    withdraw: 'Отозвать',
    note: 'Комментарий к решению',
    version: (number: number): string => `Версия ${number}`,
    proposedBy: (who: string, when: string): string => `Предложил(а) ${who}, ${when}`,
    decidedBy: (who: string, when: string): string => `Решил(а) ${who}, ${when}`,
    was: (money: string): string => `В версии ${money}`,
    now: (money: string): string => `сейчас ${money}`,
    own: 'Свой план утверждает другой руководитель.',
    calendarChanged: 'Календарь с тех пор изменился: план по дням оставлен таким, как утверждён.',
    compare: 'Сравнить с текущим',
    compareWith: 'Сравнить с версией',
    none: 'Ещё ни одной версии: предложите план на месяц, квартал или год.',
    proposed: 'План отправлен на утверждение',
    approved: 'План утверждён',
    returned: 'План возвращён автору',
    withdrawn: 'Предложение отозвано',
    back: 'Назад к версиям',
    same: 'Отличий нет.',
    place: 'Где',
    before: 'Было',
    after: 'Стало',
    present: 'Текущий план',
  },
  season: {
    title: 'Сезонность',
    intro:
      'Сколько месяц, день недели и треть месяца весят рядом с обычными; 100 — как обычно. По месяцам делится план года, по дням — темп внутри месяца.',
    months: 'Месяцы, %',
    weekdays: 'Дни недели, %',
    thirds: 'Часть месяца, %',
    thirdNames: ['1–10 числа', '11–20 числа', 'с 21 числа'],
    take: 'Взять из истории',
    even: 'Все по 100',
    fromYears: (years: readonly number[]): string => `Месяцы — по годам: ${years.join(', ')}`,
    fromDays: (days: number): string =>
      `Дни — по ${days} последним ${plural('ru', days, { one: 'дню', few: 'дням', many: 'дням' })}`,
    noYears: 'Целого года истории ещё нет: месяцы пока ровные',
    noDays: 'Для дней нужно не меньше 60 рабочих дней истории',
    changedBy: (who: string, when: string): string => `Изменил(а) ${who}, ${when}`,
    save: 'Сохранить',
    saved: 'Сезонность сохранена',
  },
  yearSplit: {
    title: 'План года по месяцам',
    intro: 'Назовите план года — он разложится по месяцам точно. Потом раздайте его людям.',
    amount: 'План года',
    by: 'Как разложить',
    ways: { season: 'По сезонности', equal: 'По рабочим дням', lastYear: 'Как прошлый год' },
    month: 'Месяц',
    apply: 'Записать',
    done: 'План года разложен по месяцам',
    note: (name: string, way: string): string => `План года «${name}»: ${way.toLocaleLowerCase('ru')}`,
  },
  byDays: {
    title: 'План по дням',
    month: 'Месяц',
    whose: 'Чей план',
    off: 'выходной',
    sum: 'Итого за месяц',
    even: 'Рабочие дни весят одинаково. Задайте сезонность, если конец месяца или дни недели сильнее.',
    seasoned: 'Вес дня — по сезонности.',
    none: 'На этот месяц плана нет.',
    set: 'Задать недели и дни',
    setHint: 'Впишите сумму недели или дня: остальное разойдётся по остальным рабочим дням по их весам.',
    byHand: 'вручную',
    inherited: (name: string) => `Дни — как в плане «${name}».`,
    undistributed: 'Не распределено',
    undistributedHint: 'ждёт конца месяца',
    over: (amount: string) => `Больше плана месяца на ${amount}.`,
    reason: 'Почему так',
    reasonPlaceholder: 'Выставка 23–27 ноября',
    save: 'Сохранить',
    cancel: 'Отменить',
    reset: 'Считать заново',
    resetReason: 'Снова по рабочим дням',
    saved: 'План по дням сохранён',
    history: 'Кто менял дни',
    versionLine: (version: number, by: string, parts: string) => `№ ${version}, ${by}: ${parts}`,
    partsCount: (n: number) =>
      n === 0 ? 'снова по весам' : `${n} ${plural('ru', n, { one: 'часть', few: 'части', many: 'частей' })} вручную`,
    approvalKept: 'Согласование касается суммы месяца: раскладка по дням его не отменяет.',
  },
  file: {
    title: 'План из файла',
    intro:
      'Строка — сотрудник или отдел, столбец — месяц. Проще всего выгрузить план, поправить в Excel и загрузить обратно. Пустые ячейки план не меняют.',
    choose: 'Выбрать файл',
    rows: (rows: number, unchanged: number): string => `Прочитано строк: ${rows}, без изменений ячеек: ${unchanged}`,
    changes: (count: number): string => `Изменится ${cells(count)}`,
    none: 'Файл ничего не меняет.',
    problems: 'Что не так',
    place: (row: number, column: string | null): string =>
      column ? `Строка ${row}, столбец ${column}` : `Строка ${row}`,
    why: {
      unknown: 'нет такого сотрудника или отдела',
      twice: 'встречается дважды: укажите код',
      notANumber: 'не число',
      tooLarge: 'слишком большое число',
      outside: 'не работает в этом месяце',
      notYours: 'этот план ставит не ваша роль',
      noMonth: 'не нашли столбцов с месяцами этого года',
    },
    apply: 'Записать то, что верно',
    done: (count: number): string => `Из файла записано: ${cells(count)}`,
    note: (name: string): string => `Из файла «${name}»`,
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
    addPeople: 'Добавить сотрудников',
  },
  actions: {
    history: 'Журнал',
    copy: 'Взять прошлый год',
    distribute: 'Раздать план',
    approval: 'Утверждение',
    season: 'Сезонность',
    yearSplit: 'Год по месяцам',
    days: 'По дням',
    export: 'Выгрузить в XLSX',
    import: 'Загрузить из файла',
    more: 'Ещё',
  },
  copy: {
    title: 'План по прошлому году',
    intro: 'Покажем, что получится, и ничего не изменим, пока вы не согласитесь.',
    basis: 'Что взять',
    bases: { plan: 'План', fact: 'Продажи' },
    from: 'Год-источник',
    coefficient: 'Коэффициент',
    coefficientHint: '1,1 — это на 10 % больше',
    step: 'Округлять до',
    exactly: 'не округлять',
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
    ways: { equal: 'Поровну', lastYear: 'По прошлому году', proportional: 'Как сейчас' },
    wayHints: {
      proportional: 'В той же пропорции, что и нынешние планы; нет планов — поровну.',
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
