export const ru = {
  errors: {
    DECOMPOSITION_SETTINGS_CHANGED:
      'Пока вы правили, минуты и часы уже изменил кто-то другой. Обновите страницу и повторите правку.',
  },
}

export type DecompositionTexts = typeof ru
