import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import css from './lines.module.css'
import { useProductsTexts } from './use-products.ts'

const ARROW = '→'

/** Who changed the lines, when and how; asked for when it is opened. */
export function LineHistory({ dealId, currency, version }: { dealId: string; currency: string; version: number }) {
  const all = useProductsTexts()
  const { lines: texts } = all
  const { language } = useLanguage()
  const money = (minor: number) => formats(language).moneyExact(minor, currency as Currency)
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['products', 'lineHistory', { dealId }, version],
    queryFn: () => api.products.dealLineHistory({ dealId }),
    enabled: isOpen,
  })
  const shown = (field: string, value: number | string | null) => {
    if (field === 'priceMinor') return money(Number(value))
    if (field === 'discountBp')
      return format.share(Number(value) / 10_000, { digits: Number(value) % 100 === 0 ? 0 : 2 })
    if (field === 'vatPercent') return all.vatOf(value === null ? null : Number(value))
    return typeof value === 'number' ? String(value).replace('.', language === 'ru' ? ',' : '.') : value
  }
  return (
    <section>
      <UnstyledButton className={css.historyHead} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {texts.history}
      </UnstyledButton>
      {isOpen && error && !data && <ErrorState error={error} onRepeat={() => void refetch()} />}
      {isOpen && !error && !data && <SkeletonText lines={2} />}
      {isOpen && data?.entries.length === 0 && <p className={css.quiet}>{texts.historyEmpty}</p>}
      {isOpen && (
        <ol className={css.history}>
          {data?.entries.map((entry) => (
            <li key={entry.version}>
              <p>
                <strong>{entry.by?.name ?? texts.someone}</strong>{' '}
                <time className={css.quiet} dateTime={entry.at}>
                  {format.dateTime(entry.at)}
                </time>{' '}
                {money(entry.beforeMinor)} {ARROW} {money(entry.afterMinor)}
              </p>
              {entry.changes.map(({ kind, name, fields }, index) => (
                <p key={index} className={css.quiet}>
                  {texts.kinds[kind]}: {name}
                  {fields.map(({ field, from, to }) => (
                    <span key={field}>
                      {'; '}
                      {texts.fields[field]} <s>{shown(field, from)}</s> {ARROW} {shown(field, to)}
                    </span>
                  ))}
                </p>
              ))}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
