export const ru = {
  errors: {
    SOURCES_WHOLE_MONTHS: 'Источники считаются по целым месяцам. Выберите месяц, квартал или год.',
    SOURCES_TERMS_CHANGED:
      'Настройки только что изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
}

export type SourcesTexts = typeof ru
