import type { ApiPageTexts } from './api-page-texts.ru.ts'

export const en = {
  title: 'API of Mostik',
  intro:
    'Everything that the screens use is open to programs. Make a key in the settings, section API keys; it acts as its owner with at most his rights. Amounts are integers of minor units, days look like 2026-11-21. To repeat a write safely after a lost connection, send the same Idempotency-Key header.',
  address: 'http://127.0.0.1:4000',
  input: 'Input',
  output: 'Answer',
  errors: 'Errors',
  required: 'required',
  anonymous: 'No sign-in is needed.',
  sessionOnly: 'For a signed-in person only: an API key will not do.',
} satisfies ApiPageTexts
