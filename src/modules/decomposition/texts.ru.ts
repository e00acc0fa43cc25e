export const ru = {
  errors: {
    DECOMPOSITION_SETTINGS_CHANGED:
      'Пока вы правили, минуты и часы уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
  },
}

export type DecompositionTexts = typeof ru
