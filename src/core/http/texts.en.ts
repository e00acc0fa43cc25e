import type { HttpTexts } from './texts.ru.ts'

export const en = {
  UNAUTHORIZED: 'Sign in to continue: you are not signed in or your session has expired.',
  FORBIDDEN: 'You may not do this. If you need it, ask your administrator.',
  NOT_FOUND: 'There is no such record, or you may not see it.',
  BAD_REQUEST: 'The request has an error: check the marked fields.',
  BODY_TOO_LARGE: 'The request is larger than allowed.',
  BODY_BROKEN: 'The body of the request cannot be read: JSON is expected.',
  FOREIGN_ORIGIN: 'The request came from another site and was refused.',
  TOO_MANY_REQUESTS: 'Too many requests. Try again in a minute.',
  NO_SUCH_ADDRESS: 'There is nothing at this address of the API.',
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key has already been used for another request.',
  IDEMPOTENCY_KEY_BAD: 'An idempotency key has 8 to 190 Latin letters, digits and signs without spaces.',
  YEAR_OUT_OF_RANGE: 'There can be no such date: the year must be between 1900 and 2099.',
  DAYS_REVERSED: 'The period is the wrong way round: it begins after its end. Swap the dates.',
  NOT_A_MONTH: 'This is not a month of 1900–2099. Example: 2026-11.',
  NOT_A_PERIOD: 'This is not a period. Examples: 2026-11, 2026-Q4, 2026-11-01..2026-11-15.',
  INTERNAL_SERVER_ERROR:
    'Internal error. Nothing was changed; the request code helps the administrator to find the cause.',
} satisfies HttpTexts
