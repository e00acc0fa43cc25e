import type { DecompositionTexts } from './texts.ru.ts'

export const en = {
  errors: {
    DECOMPOSITION_SETTINGS_CHANGED:
      'Somebody else has changed minutes and hours meanwhile. Reload the page and make your change again.',
  },
} satisfies DecompositionTexts
