import type { DecompositionTexts } from './texts.ru.ts'

export const en = {
  errors: {
    DECOMPOSITION_SETTINGS_CHANGED:
      'Somebody else has changed minutes and hours meanwhile. Nothing was overwritten: see what it is now and choose what to keep.',
  },
} satisfies DecompositionTexts
