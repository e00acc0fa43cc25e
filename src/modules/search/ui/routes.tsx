import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { currentLanguage } from '#web/i18n/language.tsx'
import type { Label, SearchSource, Target } from '#web/kit/routing.tsx'
import type { SearchKind } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const label = (kind: SearchKind): Label => ({ ru: ru.kinds[kind], en: en.kinds[kind] })

const TARGETS: Record<SearchKind, (id: string) => Target> = {
  deal: (id) => ({ to: `/deals/${id}` }),
  company: (id) => ({ to: `/clients/${id}` }),
  contact: (id) => ({ to: `/contacts/${id}` }),
  person: (id) => ({ to: '/people', search: { person: id } }),
  task: (id) => ({ to: '/tasks', search: { task: id } }),
  lead: (id) => ({ to: '/leads', search: { lead: id } }),
  invoice: (id) => ({ to: `/invoices/${id}` }),
}

export const searchSources: SearchSource[] = [
  {
    id: 'records',
    label: { ru: ru.title, en: en.title },
    find: async (text, signal) => {
      const { hits, instead, alike } = await api.search.find({ text }, { signal })
      const texts = currentLanguage() === 'ru' ? ru : en
      const format = formats(currentLanguage())
      const note = instead === null ? (alike ? texts.alike : undefined) : texts.instead(instead)
      return hits.map(({ kind, id, title, details, money }) => ({
        id: `${kind}:${id}`,
        title,
        detail: [...details, ...(money ? [format.money(money.amountMinor, money.currency as Currency)] : [])].join(
          ' · ',
        ),
        group: note ? `${label(kind)[currentLanguage()]} · ${note}` : label(kind)[currentLanguage()],
        target: TARGETS[kind](id),
      }))
    },
  },
]
