import type { ReactNode } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { type Figure as Opened, FigureLink } from '#web/kit/figure.tsx'
import { figure } from '../contract.ts'
import type { SellersInput, SellersSearch } from './filters.ts'
import { type SellerRow, useSellersTexts } from './use-sellers.ts'
import type { SellersTexts } from '../texts.ru.ts'

export interface PageFilters {
  input: SellersInput
  search: SellersSearch
}

type Formula = keyof SellersTexts['figure']['formulas']
type Listed = 'created' | 'won' | 'lost' | 'open' | 'sales'

/** Figures that are not a count open as the deals that they are computed from. */
const listOf: Record<Formula, Listed> = {
  created: 'created',
  won: 'won',
  lost: 'lost',
  sales: 'sales',
  open: 'open',
  winRate: 'won',
  averageCheck: 'sales',
  checkMedian: 'won',
  cycle: 'won',
}
const SHOWN = 20

type Props = PageFilters & { row: SellerRow; of: Formula; title: string; children: ReactNode }

/** A figure of a line that opens as its formula and the newest deals behind it. */
export function BehindLink({ row, of, title, input, search, children }: Props) {
  const texts = useSellersTexts()
  const format = useFormat()
  const { level, subjectId } = row
  const question = { ...input, figure: listOf[of], level, subjectId }
  const load = async (): Promise<Opened> => {
    const { rows } = await api.sellers.deals({ ...question, limit: SHOWN })
    return {
      title: `${title}: ${row.name}`,
      value: children,
      formula: texts.figure.formulas[of],
      period: of === 'open' ? texts.now : format.period(input.period),
      scope: `${row.name} (${texts.figure.scope[level]})`,
      records: rows.map((record) => ({
        id: `${record.dealId} ${record.at} ${record.kind}`,
        label: record.title ?? texts.figure.handedOver,
        detail: [
          record.kind && record.kind !== 'win' && texts.figure.kinds[record.kind],
          record.ownerName,
          format.dateTime(record.at),
        ]
          .filter(Boolean)
          .join(' · '),
        value: format.money(record.amountMinor),
        ...(record.title !== null && { target: { to: `/deals/${record.dealId}` } }),
      })),
      list: {
        to: '/sellers/deals',
        search: { ...search, figure: figure.parse(listOf[of]), level, subject: subjectId },
      },
    }
  }
  return (
    <FigureLink figure={{ key: ['sellers', question, of], title: `${title}: ${row.name}`, load }}>
      {children}
    </FigureLink>
  )
}
