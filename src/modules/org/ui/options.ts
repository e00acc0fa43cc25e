import type { Language } from '#core/i18n/language.ts'
import { localeOf } from '#core/i18n/language.ts'
import { currencies } from '#core/money/currency.ts'
import type { Option } from '#web/kit/choice.tsx'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const zoneNames: Record<Language, Record<string, string>> = { ru: ru.zones, en: en.zones }

/** All zones that the browser knows, the likely ones first and by name: «Москва, UTC+3». */
export function zoneOptions(language: Language): Option[] {
  const named = zoneNames[language]
  const known = Object.keys(named)
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !known.includes(zone))
  return [...known, ...others].map((zone) => ({ value: zone, label: `${named[zone] ?? zone}, ${offsetOf(zone)}` }))
}

function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts()
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return offset.replace('GMT', 'UTC').replace('-', '−')
}

/** Currencies that Mostik counts in: «российский рубль, RUB». */
export function currencyOptions(language: Language): Option[] {
  const names = new Intl.DisplayNames(localeOf(language), { type: 'currency' })
  return currencies.map((code) => ({ value: code, label: `${code}, ${names.of(code) ?? code}` }))
}
