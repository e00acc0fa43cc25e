import { plural } from '#core/i18n/language.ts'

type Written = Record<string, string>

interface Pace {
  name: string
  /** Size of the deviation, without a sign. */
  gap: string
  fact: string
  due: string
  plan: string
  share: string
}

export const ru = {
  errors: {
    THRESHOLDS_CHANGED:
      'Пороги только что изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
  lines: { team: 'Мои сотрудники', nobody: 'Без ответственного' },
  figures: {
    plan: {
      title: 'План',
      formula: 'Планы людей и то, что отдел ещё не распределил. Часть месяца — по рабочим дням.',
      filled: null,
    },
    fact: {
      title: 'Факт',
      formula: 'Выигранные сделки по дате выигрыша; возвраты и изменения суммы — в том месяце, когда они случились.',
      filled: null,
    },
    won: { title: 'Выиграно сделок', formula: 'Выигрыши минус возвраты за период.', filled: null },
    attainment: {
      title: 'Выполнение плана',
      formula: 'Факт ÷ план',
      filled: ({ fact, plan, value }: Written): string => `${fact} ÷ ${plan} = ${value}`,
    },
    due: {
      title: 'Должно быть на сегодня',
      formula: 'План прошедшей части периода: план каждого месяца делится на его рабочие дни, сегодняшний входит.',
      filled: ({ plan, share, value, elapsed, total }: Written): string =>
        `${plan} × ${share} = ${value} (прошло рабочих дней: ${elapsed} из ${total})`,
    },
    deviation: {
      title: 'Отклонение',
      formula: 'Факт − сколько должно быть на сегодня',
      filled: ({ fact, due, value }: Written): string => `${fact} − ${due} = ${value}`,
    },
    runRate: {
      title: 'Если идти так же',
      formula: 'Факт ÷ прошедшие рабочие дни × рабочие дни периода',
      filled: ({ fact, elapsed, total, value }: Written): string => `${fact} ÷ ${elapsed} × ${total} = ${value}`,
    },
    forecast: {
      title: 'Прогноз',
      formula:
        'Факт + темп × оставшееся рабочее время; разброс прошедших дней даёт интервал, в который попадают 80 % исходов. До третьего рабочего дня — факт + открытые сделки периода × вероятность их этапа по своей истории.',
      filled: ({ value, low, high }: Written): string => `${value} (от ${low} до ${high})`,
    },
    probability: {
      title: 'Вероятность плана',
      formula: 'Доля исходов прогноза, которые не ниже плана: нормальное распределение вокруг прогноза.',
      filled: ({ plan, forecast, low, high, value }: Written): string =>
        `Прогноз ${forecast} (от ${low} до ${high}), план ${plan} → ${value}`,
    },
    requiredPerDay: {
      title: 'Нужно в рабочий день',
      formula: '(План − факт) ÷ оставшиеся рабочие дни после сегодня',
      filled: ({ plan, fact, left, value }: Written): string => `(${plan} − ${fact}) ÷ ${left} = ${value}`,
    },
    averageCheck: {
      title: 'Средний чек',
      formula: 'Сумма выигранных сделок ÷ их число',
      filled: ({ fact, deals, value }: Written): string => `${fact} ÷ ${deals} = ${value}`,
    },
    previous: {
      title: 'Предыдущий период',
      formula: 'Факт за столько же дней предыдущего периода. Рост = (факт − он) ÷ он.',
      filled: ({ fact, before, growth }: Written): string => `(${fact} − ${before}) ÷ ${before} = ${growth}`,
    },
    lastYear: {
      title: 'Год назад',
      formula: 'Факт за столько же дней того же периода прошлого года. Рост = (факт − он) ÷ он.',
      filled: ({ fact, before, growth }: Written): string => `(${fact} − ${before}) ÷ ${before} = ${growth}`,
    },
  },
  why: {
    noPlan: 'План не задан.',
    tooEarly: 'Прошло меньше трёх рабочих дней: судить рано.',
    notBegun: 'Период ещё не начался.',
    noDaysLeft: 'Рабочих дней не осталось.',
    nothingWon: 'Нет выигранных сделок.',
  },
  undistributed: 'Не распределено',
  title: 'План/факт',
  metric: 'Показатель',
  metrics: {
    revenue: 'Выручка',
    won: 'Продажи, шт.',
    created: 'Новые сделки',
    leads: 'Лиды',
    meetings: 'Встречи',
    calls: 'Звонки',
  },
  forecast: {
    title: 'Прогноз',
    probability: (share: string): string => `вероятность плана ${share}`,
    runRate: 'По темпу',
    pipeline: 'По открытым сделкам',
    column: 'Прогноз',
    columnHint: 'Где закончится период; под ним интервал, в который попадают 80 % исходов',
    probabilityColumn: 'Вероятность плана',
    probabilityHead: 'Вероятность',
    sure: 'почти наверняка',
    hopeless: 'почти невозможно',
  },
  approved: (money: string): string => `утверждён ${money}`,
  approvedName: 'Утверждён',
  approvedHint: 'План, каким его утвердили; рядом тот, что действует сейчас',
  minimum: (money: string): string => `минимум ${money}`,
  challenge: (money: string): string => `вызов ${money}`,
  calendarChanged: (months: string): string =>
    `Календарь изменился после утверждения плана (${months}): план по дням оставлен таким, как утверждён.`,
  states: { ahead: 'Опережает', onTrack: 'В графике', behind: 'Отстаёт', farBehind: 'Сильно отстаёт' },
  thresholds: {
    title: 'Пороги план/факта',
    intro: 'С какой доли от должного строка считается отстающей. По этим же порогам открываются отклонения.',
    watch: 'Отстаёт, если факт ниже, % от должного',
    alarm: 'Сильно отстаёт, если ниже, %',
    unlikely: 'План под угрозой, если вероятность ниже, %',
    reversed: 'Порог «сильно отстаёт» должен быть не выше порога «отстаёт».',
    save: 'Сохранить',
    saved: 'Пороги сохранены',
    open: 'Пороги',
  },
  scope: {
    day: (elapsed: number, total: number): string =>
      `${elapsed}-й из ${total} ${plural('ru', total, { one: 'рабочего дня', few: 'рабочих дней', many: 'рабочих дней' })}`,
    notBegun: 'период ещё не начался',
    over: (total: number): string =>
      `период завершён, ${total} ${plural('ru', total, { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' })}`,
  },
  compare: { label: 'Сравнить', none: 'Без сравнения', previous: 'С прошлым периодом', lastYear: 'С прошлым годом' },
  columns: {
    name: 'Отдел и сотрудник',
    bar: 'Факт и план',
    barHint: 'Закрашено — факт, контур — план, черта — сколько должно быть на сегодня',
    plan: 'План',
    fact: 'Факт',
    ofPlan: '% плана',
    due: 'Должно быть',
    deviation: 'Отклонение',
    deviationHint: 'Факт минус то, что должно быть на сегодня по рабочим дням',
    runRate: 'Если идти так же',
    pace: 'По темпу',
    requiredPerDay: 'Нужно в день',
    won: 'Сделок',
    averageCheck: 'Средний чек',
    previous: 'Прошлый период',
    lastYear: 'Год назад',
    growth: 'Рост',
    state: 'Состояние',
  },
  fold: (name: string): string => `Свернуть «${name}»`,
  unfold: (name: string): string => `Развернуть «${name}»`,
  noPlanFor: (months: number): string =>
    `План задан не на все месяцы: нет на ${months} ${plural('ru', months, { one: 'месяц', few: 'месяца', many: 'месяцев' })}`,
  employed: { from: (day: string): string => `с ${day}`, to: (day: string): string => `до ${day}` },
  required: (money: string): string => `Нужно ${money} в день`,
  dueBy: (money: string): string => `должно быть ${money}`,
  ofPlan: (share: string): string => `${share} плана`,
  daysLeft: (days: number): string =>
    `${plural('ru', days, { one: 'остался', few: 'осталось', many: 'осталось' })} ${days} ${plural('ru', days, { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' })}`,
  chart: {
    behind: ({ name, gap, fact, due }: Pace): string => `${name}: отставание ${gap} — ${fact} вместо ${due}`,
    ahead: ({ name, gap, fact, due }: Pace): string =>
      `${name}: опережение ${gap} — ${fact} против ${due} по плану на сегодня`,
    onTrack: ({ name, fact }: Pace): string => `${name}: точно по плану — ${fact}`,
    met: ({ name, share, plan }: Pace): string => `${name}: план ${plan} выполнен на ${share}`,
    missed: ({ name, share, plan, gap }: Pace): string =>
      `${name}: план ${plan} выполнен на ${share}, не хватило ${gap}`,
    noPlan: ({ name, fact }: Pace): string => `${name}: продано ${fact}, план не задан`,
    hint: 'Нарастающим итогом, по дням; выберите строку таблицы, чтобы увидеть её',
    day: 'День',
    fact: 'Факт',
    due: 'По плану',
    approved: 'Утверждён',
    forecast: 'Прогноз',
    low: 'Нижняя граница',
    high: 'Верхняя граница',
    lastYear: 'Год назад',
    today: 'сегодня',
  },
  bookings: {
    title: 'Из чего сложился факт',
    deal: 'Сделка',
    client: 'Клиент',
    owner: 'Ответственный',
    day: 'День',
    kind: 'Событие',
    amount: 'Сумма',
    kinds: { win: 'Выигрыш', return: 'Возврат', correction: 'Сумма изменена', late: 'Корректировка закрытого месяца' },
    handedOver: 'Передана в другой отдел',
    nobody: 'Без ответственного',
    empty: 'За этот период здесь нет выигранных сделок.',
  },
  empty: {
    title: 'Здесь будет видно, выполняется ли план',
    text: 'Нужны две вещи: сделки с датами выигрыша и план на месяц.',
    steps: ['Загрузите сделки из своей CRM файлом', 'Задайте план отделам и людям'],
    action: 'Загрузить сделки',
    plan: 'Задать план',
  },
  noPlan: {
    text: 'План на этот период ещё не задан: видно только факт.',
    action: 'Задать план',
  },
}

export type PlanfactTexts = typeof ru
