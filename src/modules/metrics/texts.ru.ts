import type { MetricKey, PlainDimension } from './calc/declarations.ts'

interface Sides {
  label: string
  period: string
  against: string
  before: string
  after: string
}

type Words = { label: string; meaning: string; formula: string }

/** Why the change of a figure has no exact parts, and what to look at instead. */
const noParts = {
  median:
    'Медиана точно на части не делится: она не сумма. Посмотрите среднее («Средний чек», «Цикл, среднее») — у него части сходятся — или сравните медианы продавцов в таблице.',
  now: 'Этот показатель известен только на сейчас: прошлого значения нет, сравнивать не с чем. Что менялось — на странице «Процесс» и в «Новых сделках», «Продажах» и «Потерях».',
  stage:
    'Конверсия и потери этапа объясняются в «Воронке», вкладка «Сравнение»: два периода или два продавца, с разницей по каждому этапу и её неслучайностью.',
  made: 'Показатель собран из других: темп, прогноз и прирост точных частей не имеют. Объясните то, из чего он сделан: «Продажи», «План», «Долю побед», «Средний чек».',
  nothing: 'Данных ещё нет: клиентов не опрашивали.',
}

export const ru = {
  noParts,
  unparted: 'Не отнесено ни к кому одному',
  metrics: {
    sales: {
      label: 'Объём продаж',
      meaning: 'Сколько продано за период: выигранные сделки за вычетом возвратов.',
      formula: 'Σ сумм выигранных сделок − возвраты ± правки суммы после победы',
    },
    won: {
      label: 'Продажи, шт.',
      meaning: 'Сколько сделок выиграно за вычетом возвращённых.',
      formula: 'победы − возвраты в работу',
    },
    averageCheck: {
      label: 'Средний чек',
      meaning: 'Сколько денег приносит одна продажа.',
      formula: 'объём продаж ÷ число продаж',
    },
    medianCheck: {
      label: 'Медианный чек',
      meaning: 'Сумма, больше и меньше которой сделок поровну: её не тянут вверх несколько крупных.',
      formula: 'медиана сумм сделок, выигранных в периоде',
    },
    growth: {
      label: 'Темп роста',
      meaning: 'На сколько продажи выросли к предыдущему периоду.',
      formula: '(продажи − продажи прошлого периода) ÷ продажи прошлого периода; сравнивается столько же дней',
    },
    payments: {
      label: 'Поступления',
      meaning: 'Сколько денег пришло от клиентов.',
      formula: 'Σ оплат, пришедших в периоде',
    },
    created: {
      label: 'Новые сделки',
      meaning: 'Сколько сделок заведено.',
      formula: 'сделки, созданные в периоде, каждая один раз; у отдельной воронки — и пришедшие в неё из других',
    },
    lost: {
      label: 'Потеряно сделок',
      meaning: 'Сколько сделок проиграно.',
      formula: 'сделки, закрытые проигрышем в периоде',
    },
    lostMoney: {
      label: 'Потеряно денег',
      meaning: 'На какую сумму проиграно сделок.',
      formula: 'Σ сумм сделок, закрытых проигрышем в периоде',
    },
    winRate: {
      label: 'Доля побед',
      meaning: 'Какая часть закрытых сделок выиграна.',
      formula: 'выиграно ÷ (выиграно + проиграно), по дню закрытия',
    },
    winRateMoney: {
      label: 'Доля побед в деньгах',
      meaning: 'Какая часть денег закрытых сделок выиграна.',
      formula: 'сумма выигранных ÷ сумма закрытых',
    },
    cohortConversion: {
      label: 'Конверсия когорты',
      meaning: 'Какая часть сделок, созданных в периоде, уже выиграна.',
      formula: 'выиграно из созданных ÷ создано, на сегодня: закрытие месяца когорту не останавливает',
    },
    cohortOpen: {
      label: 'Незрелость когорты',
      meaning: 'Какая часть созданных в периоде сделок ещё в работе: пока она велика, конверсия когорты занижена.',
      formula: 'в работе из созданных ÷ создано',
    },
    periodConversion: {
      label: 'Конверсия за период',
      meaning: 'Победы периода к новым сделкам периода. Это разные сделки, поэтому бывает больше 100 %.',
      formula: 'выиграно в периоде ÷ создано в периоде',
    },
    overallConversion: {
      label: 'Общая конверсия',
      meaning: 'Какая часть всех сделок выиграна. Не зависит от периода.',
      formula: 'выигранные ÷ все сделки',
    },
    stageConversion: {
      label: 'Конверсия этапа',
      meaning: 'Какая часть дошедших до этапа дошла до следующего; у последнего — до победы.',
      formula: 'дошли до следующего этапа ÷ дошли до этого, среди созданных в периоде, на сегодня',
    },
    dropOff: {
      label: 'Потери на этапе',
      meaning: 'Какая часть ушедших с этапа ушла проигрышем.',
      formula: 'проиграны на этапе ÷ ушли с этапа',
    },
    dropOffMoney: {
      label: 'Потери на этапе в деньгах',
      meaning: 'Какая часть денег, ушедших с этапа, потеряна.',
      formula: 'сумма проигранных на этапе ÷ сумма ушедших с этапа',
    },
    cycleMedian: {
      label: 'Цикл сделки, медиана',
      meaning: 'За сколько дней сделка проходит от создания до победы: половина быстрее.',
      formula: 'медиана (победа − создание) сделок, выигранных в периоде',
    },
    cycleMean: {
      label: 'Цикл сделки, среднее',
      meaning: 'Сколько дней в среднем от создания до победы.',
      formula: 'среднее (победа − создание) сделок, выигранных в периоде',
    },
    openDeals: {
      label: 'Открытые сделки',
      meaning: 'Сколько сделок в работе сейчас. Не зависит от периода.',
      formula: 'открытые сделки на сейчас',
    },
    openPipeline: {
      label: 'Деньги в воронке',
      meaning: 'На какую сумму сделок в работе сейчас. Не зависит от периода.',
      formula: 'Σ сумм открытых сделок',
    },
    weightedPipeline: {
      label: 'Взвешенная воронка',
      meaning: 'Сколько из денег в воронке обычно доходит до победы.',
      formula: 'Σ сумма × доля побед среди сделок компании, дошедших до этапа, за 12 месяцев',
    },
    velocity: {
      label: 'Скорость продаж',
      meaning: 'Сколько денег в день приносит воронка такой, какая она есть.',
      formula:
        'открытые сделки после первого этапа × доля побед × средний чек ÷ медианный цикл в днях; цикл короче дня — «н/д»: такие сделки записаны уже проданными',
    },
    plan: {
      label: 'План',
      meaning: 'Сколько запланировано продать.',
      formula: 'план месяцев, разложенный по рабочим дням',
    },
    attainment: { label: 'Выполнение плана', meaning: 'Какая часть плана сделана.', formula: 'факт ÷ план' },
    due: {
      label: 'План на сегодня',
      meaning: 'Сколько должно быть сделано к сегодняшнему дню.',
      formula: 'план прошедших рабочих дней, сегодняшний включая',
    },
    paceDeviation: {
      label: 'Отклонение от темпа',
      meaning: 'На сколько факт впереди того, что должно быть на сегодня, или позади.',
      formula: 'факт − план на сегодня',
    },
    runRate: {
      label: 'Прогноз по темпу',
      meaning: 'Чем кончится период, если идти так же.',
      formula: 'факт ÷ прошедшие рабочие дни × рабочие дни периода',
    },
    requiredRate: {
      label: 'Нужно в день',
      meaning: 'Сколько продавать в каждый оставшийся рабочий день, чтобы выполнить план.',
      formula: '(план − факт) ÷ оставшиеся рабочие дни',
    },
    coverage: {
      label: 'Покрытие плана',
      meaning: 'Во сколько раз ожидаемые сделки больше недостающего до плана. Нужно не меньше, чем 1 ÷ доля побед.',
      formula: 'открытые с закрытием в периоде ÷ (план − факт)',
    },
    meetings: { label: 'Встречи', meaning: 'Сколько встреч проведено.', formula: 'проведённые встречи по дню встречи' },
    calls: { label: 'Звонки', meaning: 'Сколько звонков сделано.', formula: 'совершённые звонки по дню звонка' },
    activities: {
      label: 'Контакты',
      meaning: 'Все звонки, встречи, показы, письма и сообщения.',
      formula: 'совершённые контакты по их дню',
    },
    leads: {
      label: 'Обращения',
      meaning: 'Сколько обращений пришло, без спама.',
      formula: 'обращения по моменту поступления',
    },
    leadToDeal: {
      label: 'Обращение → сделка',
      meaning: 'Какая часть разобранных обращений стала сделками.',
      formula: 'стали сделкой ÷ (стали сделкой + отклонены)',
    },
    firstResponse: {
      label: 'Первый ответ',
      meaning: 'Сколько рабочих минут клиент ждал первого контакта: половина ждала меньше.',
      formula: 'медиана рабочих минут до первого контакта',
    },
    newClients: {
      label: 'Новые клиенты',
      meaning: 'Сколько клиентов купили впервые.',
      formula: 'клиенты, чья первая продажа пришлась на период',
    },
    newClientsSales: {
      label: 'Продажи новым клиентам',
      meaning: 'Продажи тем, кто до заведения сделки ещё ничего не покупал.',
      formula: 'Σ продаж по сделкам новых клиентов',
    },
    newClientsShare: {
      label: 'Доля новых клиентов',
      meaning: 'Какая часть продаж пришла от новых клиентов: кто живёт на старой базе, тот виден.',
      formula: 'продажи новым клиентам ÷ все продажи',
    },
    headcount: {
      label: 'Численность',
      meaning: 'Сколько людей в продажах было в среднем в день периода.',
      formula: 'среднее дневной численности продавцов и руководителей',
    },
    turnover: {
      label: 'Текучесть',
      meaning: 'Какая часть отдела ушла за период.',
      formula: 'ушли в периоде ÷ средняя численность',
    },
    nps: { label: 'NPS', meaning: 'Готовы ли клиенты рекомендовать вас.', formula: '% оценок 9–10 − % оценок 0–6' },
    csat: {
      label: 'Удовлетворённость (CSAT)',
      meaning: 'Какая часть клиентов поставила 4 или 5.',
      formula: 'оценки 4–5 ÷ все оценки',
    },
  } satisfies Record<MetricKey, Words> as Record<MetricKey, Words>,
  missing: {
    noSurvey: 'Опросов клиентов пока нет: показатель появится с первыми ответами на ссылку опроса.',
  } as Record<string, string>,
  dimensions: {
    company: 'Компания',
    department: 'Отдел',
    seller: 'Продавец',
    pipeline: 'Воронка',
    source: 'Источник',
    campaign: 'Кампания',
    industry: 'Отрасль',
    region: 'Регион',
    segment: 'Сегмент (ABC)',
    territory: 'Территория',
    clientKind: 'Новый или постоянный',
    dealSize: 'Размер сделки',
    stage: 'Этап',
    product: 'Товар',
    productGroup: 'Группа товаров',
    lossReason: 'Причина потери',
    day: 'День',
    week: 'Неделя',
    month: 'Месяц',
    quarter: 'Квартал',
    year: 'Год',
  } satisfies Record<PlainDimension, string> as Record<PlainDimension, string>,
  none: {
    company: '',
    department: 'Без отдела',
    seller: 'Без ответственного',
    pipeline: 'Без воронки',
    source: 'Без источника',
    campaign: 'Без кампании',
    industry: 'Отрасль не указана',
    region: 'Регион не указан',
    segment: 'Без класса',
    territory: 'Вне территорий',
    clientKind: 'Без клиента',
    dealSize: '',
    stage: 'Этап неизвестен',
    product: 'Без товара из справочника',
    productGroup: 'Без группы',
    lossReason: 'Причина не указана',
    day: '',
    week: '',
    month: '',
    quarter: '',
    year: '',
    field: 'Не заполнено',
  },
  unknown: 'Нет в справочнике',
  clientKinds: { new: 'Новые клиенты', existing: 'Постоянные клиенты' } as Record<string, string>,
  dealSizes: {
    zero: 'без суммы',
    s: 'до 100 тыс.',
    m: '100–500 тыс.',
    l: '0,5–2 млн',
    xl: '2–10 млн',
    xxl: 'от 10 млн',
  } as Record<string, string>,
  factors: { created: 'Новые сделки', conversion: 'Продаж на новую сделку', check: 'Средний чек' },
  explain: {
    noBase: ({ label, period, against, before, after }: Sides) =>
      `${label}: ${period} — ${after}, ${against} — ${before}. Сравнить нельзя: у одного из периодов нет данных.`,
    same: ({ label, period, against, after }: Sides) =>
      `${label}: ${period} — ${after}, столько же, сколько за ${against}.`,
    changed: ({
      label,
      period,
      against,
      before,
      after,
      change,
      share,
      grew,
    }: Sides & { change: string; share: string | null; grew: boolean }) =>
      `${label}: ${period} — ${after}, ${against} — ${before}; ${grew ? 'больше' : 'меньше'} на ${change}${share ? ` (${share})` : ''}.`,
    drivers: (list: string) => `Из чего сложилось: ${list}.`,
    driver: ({ label, before, after, part }: { label: string; before: string; after: string; part: string }) =>
      `${label} (${before} → ${after}): ${part}`,
    rest: ({ n, part }: { n: number; part: string }) => `Остальное (ещё ${n}) вместе: ${part}.`,
  },
  errors: {
    PERIOD_REVERSED: ({ from, to }: Record<string, unknown>) =>
      `Период задом наперёд: начало ${String(from)} позже конца ${String(to)}. Поменяйте даты местами.`,
    PERIOD_FAR: ({ year }: Record<string, unknown>) =>
      `Такого периода быть не может: ${String(year)} год вне 1900–2099. Проверьте год.`,
    PERIOD_UNREADABLE: ({ period }: Record<string, unknown>) =>
      `«${String(period)}» — не период. Примеры: 2026-11, 2026-Q4, 2026, 2026-W47, 2026-11-01..2026-11-15.`,
    METRIC_DIMENSION: ({ metric, dimension, allowed }: Record<string, unknown>) =>
      `Показатель «${metricName(metric)}» нельзя разрезать по «${dimensionName(dimension)}». Можно по: ${namesOf(allowed)}.`,
    METRIC_SAME_DIMENSION: 'Строки и столбцы разрезаны по одному и тому же. Выберите для столбцов другой разрез.',
    METRIC_NEEDS_STAGE: ({ metric }: Record<string, unknown>) =>
      `«${metricName(metric)}» считается для этапа: добавьте разрез «Этап».`,
    METRIC_FILTER: ({ metric, dimension }: Record<string, unknown>) =>
      `Показатель «${metricName(metric)}» не знает, что такое «${dimensionName(dimension)}», и с этим фильтром не считается. Уберите фильтр или показатель.`,
    METRIC_NO_SUCH_DIMENSION:
      'Такого разреза нет. Список разрезов — на странице «Показатели» и в /api/metrics/catalogue.',
    METRIC_FIELD_GONE: ({ name }: Record<string, unknown>) =>
      `Поля${typeof name === 'string' ? ` «${name}»` : ''}, по которому построен разрез или фильтр, больше нет. Уберите его или верните поле из архива.`,
    METRIC_POINTS: ({ points, most }: Record<string, unknown>) =>
      `Получается ${String(points)} точек, а показать можно не больше ${String(most)}. Возьмите период короче, шаг крупнее или добавьте фильтр.`,
    METRIC_NO_RECORDS:
      'За этим показателем нет списка записей: он считается по формуле из других показателей. Откройте их.',
    METRIC_NOT_EXPLAINED: ({ reason }: Record<string, unknown>) => noParts[reason as keyof typeof noParts],
    FACTS_CHECK_RUNS: 'Проверка уже идёт. Дождитесь её конца.',
  },
}

function metricName(key: unknown): string {
  return ru.metrics[key as MetricKey]?.label ?? String(key)
}

function dimensionName(key: unknown): string {
  if (String(key).startsWith('field')) return 'поле сделки'
  return ru.dimensions[key as PlainDimension] ?? String(key)
}

function namesOf(keys: unknown): string {
  return Array.isArray(keys) ? keys.map((key) => dimensionName(key).toLowerCase()).join(', ') : ''
}

export type Texts = typeof ru
