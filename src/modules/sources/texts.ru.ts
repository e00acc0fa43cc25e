export const ru = {
  errors: {
    SOURCES_WHOLE_MONTHS: 'Источники считаются по целым месяцам. Выберите месяц, квартал или год.',
    SOURCES_TERMS_CHANGED: 'Настройки только что изменил кто-то другой. Обновите страницу и повторите.',
  },
}

export type SourcesTexts = typeof ru
