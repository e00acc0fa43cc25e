import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { currentLanguage } from '../i18n/language.tsx'
import type { Keep } from './outbox.ts'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The record that is changed: by this the change waits for its turn; what its amounts are in, where it has any. */
export type KeptAbout = Pick<Keep, 'record' | 'page'> & { currency?: Currency }

/** How a change of a record's fields waits for the network. Its title says what was typed, so that nothing of it is lost when it is refused. */
export function keptEdit(name: string, changes: object, { currency = 'RUB', ...about }: KeptAbout): Keep {
  const typed = Object.entries(changes).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value === 'string' && !ID.test(value)) return value.slice(0, 200)
    return field === 'amountMinor' && typeof value === 'number'
      ? formats(currentLanguage()).moneyExact(value, currency)
      : []
  })
  return { ...about, title: [name, typed.join(', ')].filter(Boolean).join(': ') }
}

/** What a record can show of such a change at once: texts, sums and days; the rest when it is sent. */
export function shownAtOnce<Shown extends object>(record: Shown, changes: object): Partial<Shown> {
  const plain = Object.entries(changes).filter(
    ([name, value]) => name in record && (value === null || typeof value !== 'object'),
  )
  return Object.fromEntries(plain) as Partial<Shown>
}
