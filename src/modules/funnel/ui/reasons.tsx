import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './funnel.module.css'
import type { PageFilters } from './behind.tsx'
import type { View } from './headline.tsx'
import { useFunnelTexts } from './use-funnel.ts'

interface Row {
  id: string
  name: string
  n: number
  amountMinor: number
  byStage: Map<string, number>
}

/** Why the deals of the cohort were lost: reasons, and on which stage each. */
export function Reasons({ view, filters }: { view: View | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.reasons
  const { input } = filters
  const query = useQuery({ queryKey: ['funnel', 'reasons', input], queryFn: () => api.funnel.reasons(input) })
  const rows = useMemo(() => {
    if (!query.data) return undefined
    const groups = Map.groupBy(query.data.rows, ({ reasonId }) => reasonId ?? '')
    return [...groups]
      .map(([id, own]): Row => ({
        id,
        name: own[0]?.reasonName ?? words.without,
        n: own.reduce((sum, { n }) => sum + n, 0),
        amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        byStage: new Map(own.map(({ stageId, n }) => [stageId ?? '', n])),
      }))
      .toSorted((a, b) => b.amountMinor - a.amountMinor || b.n - a.n)
  }, [query.data, words])
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'reason', header: words.reason, always: true, width: 240, cell: (row) => row.name },
      { id: 'n', header: words.n, align: 'end', width: 90, cell: (row) => <NumberCell value={row.n} /> },
      {
        id: 'money',
        header: words.money,
        align: 'end',
        width: 130,
        cell: (row) => <MoneyCell minor={row.amountMinor} short />,
      },
      ...(view?.stages ?? []).map((stage): Column<Row> => ({
        id: stage.id,
        header: stage.name,
        align: 'end',
        width: 94,
        cell: (row) => (row.byStage.has(stage.id) ? format.number(row.byStage.get(stage.id)) : ''),
      })),
    ],
    [words, view, format],
  )
  return (
    <Section title={words.title} hint={words.hint} flush>
      <DataTable
        id="funnel.reasons"
        label={words.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        error={query.error}
        onRepeat={() => void query.refetch()}
        empty={<p className={css.none}>{words.none}</p>}
        card={(row) => (
          <TwoLines first={row.name} end={format.number(row.n)} second={format.moneyCompact(row.amountMinor)} />
        )}
        height="auto"
        skeletonRows={4}
      />
    </Section>
  )
}
