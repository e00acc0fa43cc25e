import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, ShareCell } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { cycleContract } from '../contract.ts'
import { useCycleTexts } from './use-cycle.ts'

type Row = Outputs<typeof cycleContract>['figures']['rows'][number]

/** With which figures a month was closed: they never change. */
export function ClosedFigures({ month }: { month: string }) {
  const texts = useCycleTexts().close
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['cycle', 'figures', { month }],
    queryFn: () => api.cycle.figures({ month }),
  })
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'person',
        header: texts.person,
        always: true,
        width: 240,
        value: (row) => row.person?.name ?? '',
        cell: (row) => row.person?.name ?? texts.nobody,
      },
      {
        id: 'plan',
        header: texts.plan,
        align: 'end',
        width: 140,
        value: (row) => row.planMinor,
        cell: (row) => <MoneyCell minor={row.planMinor} />,
        footer: <MoneyCell minor={data?.totals.planMinor} />,
      },
      {
        id: 'fact',
        header: texts.fact,
        align: 'end',
        width: 140,
        value: (row) => row.factMinor,
        cell: (row) => <MoneyCell minor={row.factMinor} />,
        footer: <MoneyCell minor={data?.totals.factMinor} />,
      },
      {
        id: 'attainment',
        header: texts.attainment,
        align: 'end',
        width: 120,
        value: (row) => row.attainment,
        cell: (row) => <ShareCell share={row.attainment} />,
      },
      {
        id: 'corrections',
        header: texts.corrections,
        align: 'end',
        width: 150,
        value: (row) => row.correctionsMinor,
        cell: (row) => <MoneyCell minor={row.correctionsMinor} signed />,
        footer: <MoneyCell minor={data?.totals.correctionsMinor} signed />,
      },
      {
        id: 'won',
        header: texts.won,
        align: 'end',
        width: 110,
        value: (row) => row.won,
        cell: (row) => <NumberCell value={row.won} />,
        footer: <NumberCell value={data?.totals.won} />,
      },
      {
        id: 'created',
        header: texts.created,
        align: 'end',
        width: 110,
        value: (row) => row.created,
        cell: (row) => <NumberCell value={row.created} />,
      },
    ],
    [texts, data],
  )
  return (
    <Section title={`${texts.figures}: ${format.period(month)}`} flush>
      <DataTable
        id="cycle.figures"
        label={texts.figures}
        columns={columns}
        rows={data?.rows}
        error={error}
        onRepeat={() => void refetch()}
        rowKey={(row) => row.person?.id ?? 'nobody'}
        defaultSort="-fact"
        height="auto"
      />
    </Section>
  )
}
