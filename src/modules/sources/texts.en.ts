import type { SourcesTexts } from './texts.ru.ts'

export const en = {
  errors: {
    SOURCES_WHOLE_MONTHS: 'Sources are counted by whole months. Choose a month, a quarter or a year.',
    SOURCES_TERMS_CHANGED:
      'Somebody else has just changed the settings. Nothing was overwritten: see what they are now and choose what to keep.',
  },
} satisfies SourcesTexts
