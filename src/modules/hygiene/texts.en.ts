import type { HygieneTexts } from './texts.ru.ts'

export const en = {
  errors: {
    THRESHOLD_REQUIRED: 'This rule has a threshold: give a number.',
  },
} satisfies HygieneTexts
