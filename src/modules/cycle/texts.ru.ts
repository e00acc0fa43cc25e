const month = (key: string): string => key.split('-').toReversed().join('.')

export const ru = {
  errors: {
    CYCLE_PERIOD: 'Доска цикла бывает у месяца и у квартала: выберите один из них.',
    MONTH_CLOSED: 'Этот месяц уже закрыт.',
    MONTH_CLOSING: 'Этот месяц уже закрывается. Дождитесь окончания, второй раз нажимать не нужно.',
    MONTH_NOT_OVER: ({ month: key }: { month: string }): string =>
      `Месяц ${month(key)} ещё не закончился: закрыть его можно с первого дня следующего.`,
    MONTH_ORDER: ({ month: key }: { month: string }): string =>
      `Месяцы закрываются подряд: следующий на очереди ${month(key)}.`,
    MONTH_OPEN: 'Этот месяц не закрыт.',
    MONTH_LATER_CLOSED: ({ month: key }: { month: string }): string =>
      `После него уже закрыт ${month(key)}. Сначала откройте его.`,
    REOPEN_REASON_REQUIRED: 'Напишите, зачем открываете закрытый месяц: причина останется в журнале.',
    TIME_SHARES_SUM: 'Доли должны давать вместе 100 %.',
    TIME_SHARE_CHANGED: 'Ваша оценка уже изменена в другом окне. Обновите страницу.',
  },
}

export type CycleTexts = typeof ru
