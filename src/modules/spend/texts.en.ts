import type { SpendTexts } from './texts.ru.ts'

export const en = {
  errors: {
    SPEND_CHANGED:
      'Somebody else has just changed this spend. Nothing was overwritten: see what it is now and enter the amount again if it is still needed.',
    SPEND_SOURCE_UNKNOWN: 'This source no longer exists. Reload the page and choose one from the list.',
    SPEND_IN_FUTURE: 'Spend is recorded after the fact: that day has not come yet. Choose today or a day before.',
    SPEND_SPAN_TOO_LONG: 'The span is too long: at most 400 days at a time.',
  },
} satisfies SpendTexts
