import { formats } from '#core/i18n/format.ts'
import { currentLanguage } from '../i18n/language.tsx'
import type { Keep } from './outbox.ts'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How a change of a record's fields waits for the network. Its title says what was typed, so that nothing of it is lost when it is refused. */
export function keptEdit(name: string, changes: object, about: Pick<Keep, 'record' | 'page'>): Keep {
  const typed = Object.entries(changes).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value === 'string' && !ID.test(value)) return value.slice(0, 200)
    return field === 'amountMinor' && typeof value === 'number'
      ? formats(currentLanguage()).number(value / 100, { digits: 2 })
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
