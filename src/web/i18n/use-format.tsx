import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Day, Month, TimeZone } from '#core/calendar/day.ts'
import { parsePeriod, type Period } from '#core/calendar/period.ts'
import { formats, type Formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import { currencySymbol, type Currency, wholeOf } from '#core/money/currency.ts'
import { useLanguage } from './language.tsx'

/** What a company decides about the look of figures: ISO currency and IANA time zone. */
export type CompanyFormat = { currency: string; timeZone: TimeZone }

const CompanyContext = createContext<CompanyFormat>({ currency: 'RUB', timeZone: 'Europe/Moscow' as TimeZone })

/** Gives the pages below the company's currency and time zone. */
export function CompanyProvider({ company, children }: { company: CompanyFormat; children: ReactNode }) {
  return <CompanyContext value={company}>{children}</CompanyContext>
}

/** The company's currency and time zone. */
export function useCompany(): CompanyFormat {
  return useContext(CompanyContext)
}

type Nothing = null | undefined
type Signed = { signed?: boolean }

function bound(language: Language, company: CompanyFormat) {
  const core: Formats = formats(language)
  const currency = company.currency as Currency
  const zone = company.timeZone
  const dayOr = (write: (day: Day | null) => string) => (day: string | Nothing) => write((day ?? null) as Day | null)
  return {
    language,
    noData: core.noData,
    currency,
    currencySymbol: currencySymbol(currency),
    /** `1 234 567`, `−3` */
    number: (value: number | Nothing, options?: { digits?: number; signed?: boolean }) =>
      core.number(value ?? null, options),
    /** `2 360,91` from minor units, where the currency is said beside it */
    amount: (minor: number, of: Currency = currency) => core.amount(minor, of),
    /** `20 млн` from minor units, for axes */
    amountCompact: (minor: number) => core.numberCompact(wholeOf(minor, currency)),
    numberCompact: (value: number | Nothing, options?: Signed) => core.numberCompact(value ?? null, options),
    counted: core.counted,
    /** `1 234 567 ₽` from minor units */
    money: (minor: number | Nothing, options?: Signed) => core.money(minor ?? null, currency, options),
    /** `2 360,91 ₽` from minor units */
    moneyExact: (minor: number | Nothing, options?: Signed) => core.moneyExact(minor ?? null, currency, options),
    /** `1,23 млн ₽` from minor units, for tiles and columns */
    moneyCompact: (minor: number | Nothing, options?: Signed) => core.moneyCompact(minor ?? null, currency, options),
    /** `20 млн ₽` from minor units, for axes */
    moneyOnAxis: (minor: number) => core.moneyOnAxis(minor, currency),
    /** `млн ₽` said once and figures in it, `4,65`, by the largest in minor units */
    moneyScale: (largestMinor: number) => core.moneyScale(largestMinor, currency),
    /** `88,8 – 116 млн ₽` from two written figures */
    band: core.band,
    /** `12,4 %` from 0.124 */
    share: (share: number | Nothing, options?: { digits?: number; signed?: boolean }) =>
      core.share(share ?? null, options),
    /** `+3,2 п.п.` from 0.032 */
    points: (difference: number | Nothing, digits?: number) => core.points(difference ?? null, digits),
    /** `21 нояб.` */
    day: dayOr(core.day),
    /** `21.11.2026` */
    dayFull: dayOr(core.dayFull),
    /** `21 ноября` */
    dayLong: dayOr(core.dayLong),
    /** '2026-11-21': the day of a moment in the company's zone, to be written by the formats of days. */
    dayOf: (moment: string | Nothing): Day | null => (moment ? core.dayOf(moment, zone) : null),
    weekday: (day: string) => core.weekday(day as Day),
    weekdayLong: (day: string) => core.weekdayLong(day as Day),
    /** `ноябрь 2026`, inside a sentence */
    month: (month: string) => core.month(month as Month),
    monthShort: (month: string) => core.monthShort(month as Month),
    /** `Ноябрь 2026`, `IV квартал 2026`, `1–15 нояб. 2026`: takes a period or its key */
    period: (period: Period | string) => {
      if (typeof period !== 'string') return core.period(period)
      const known = parsePeriod(period)
      return known ? core.period(known) : period
    },
    /** `15:30` in the company's zone */
    time: (moment: string | number) => core.time(moment, zone),
    /** `21.11.2026, 15:30` in the company's zone */
    dateTime: (moment: string | number | Nothing) => core.dateTime(moment ?? null, zone),
    /** `3 дн 4 ч` from seconds */
    duration: (seconds: number | Nothing, hoursInDay?: number) => core.duration(seconds ?? null, hoursInDay),
  }
}

/** Figures and dates as text; nothing to show is «н/д» everywhere. */
export type Format = ReturnType<typeof bound>

/** Formatters of #core/i18n bound to the current language and the company's currency and zone. */
export function useFormat(): Format {
  const { language } = useLanguage()
  const company = useCompany()
  return useMemo(() => bound(language, company), [language, company])
}
