type Written = Record<string, string>

export const ru = {
  errors: {},
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
      filled: ({ fact, then, growth }: Written): string => `(${fact} − ${then}) ÷ ${then} = ${growth}`,
    },
    lastYear: {
      title: 'Год назад',
      formula: 'Факт за столько же дней того же периода прошлого года. Рост = (факт − он) ÷ он.',
      filled: ({ fact, then, growth }: Written): string => `(${fact} − ${then}) ÷ ${then} = ${growth}`,
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
}

export type PlanfactTexts = typeof ru
