import type { ReactNode } from 'react'
import { OpenStageCase } from '#modules/cases/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { api } from '#web/api.ts'
import { type Figure as Opened, FigureLink } from '#web/kit/figure.tsx'
import type { Figure } from '../contract.ts'
import { behindTarget, type FunnelInput, type FunnelSearch } from './filters.ts'
import { useFunnelTexts } from './use-funnel.ts'

/** What all figures of a page share. */
export interface PageFilters {
  input: FunnelInput
  search: FunnelSearch
  scope: string
}

const SHOWN = 20

/** Opens a figure: formula, the newest deals behind it, a link to all of them. */
export function useBehind({ input, search, scope }: PageFilters) {
  const texts = useFunnelTexts()
  const format = useFormat()
  return (of: Figure, title: string, value: ReactNode, stageId?: string) => ({
    key: ['funnel', input, of, stageId],
    title,
    async load(): Promise<Opened> {
      const { rows } = await api.funnel.deals({ ...input, figure: of, limit: SHOWN, ...(stageId && { stageId }) })
      return {
        title,
        value,
        formula: texts.figure.formulas[of],
        period: of.startsWith('now_') || of === 'ongoing_stage' ? texts.views.now : format.period(input.period),
        scope,
        records: rows.map((row) => ({
          id: `${row.dealId} ${row.at}`,
          label: row.title ?? texts.figure.handedOver,
          detail: [row.ownerName ?? texts.figure.nobody, format.dateTime(row.at)].join(' · '),
          value: row.seconds === null ? format.money(row.amountMinor) : format.duration(row.seconds),
          ...(row.title !== null && { target: { to: `/deals/${row.dealId}` } }),
        })),
        list: behindTarget(search, of, stageId),
        ...(of === 'period_entered_stage' &&
          stageId && {
            note: (
              <OpenStageCase
                stageId={stageId}
                period={input.period}
                sellers={search.seller}
                departments={search.department}
              />
            ),
          }),
      }
    },
  })
}

type Props = PageFilters & { of: Figure; title: string; stageId?: string; children: ReactNode; className?: string }

/** A figure of the funnel that opens as the deals behind it. */
export function BehindLink({ of, title, stageId, children, className, ...filters }: Props) {
  const behind = useBehind(filters)
  return (
    <FigureLink figure={behind(of, title, children, stageId)} className={className}>
      {children}
    </FigureLink>
  )
}
