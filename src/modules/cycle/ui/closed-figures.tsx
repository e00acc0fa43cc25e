import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
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
  const totals = data?.totals
  const columns = useMemo((): Column<Row>[] => {
    const figure = (
      id: string,
      header: string,
      value: (row: Row) => number | null,
      write: (figure: number | null | undefined) => ReactNode,
      total?: number | null,
    ): Column<Row> => ({
      id,
      header,
      align: 'end',
      width: 140,
      value,
      cell: (row) => write(value(row)),
      ...(total !== undefined && { footer: write(total) }),
    })
    const money = (minor: number | null | undefined) => <MoneyCell minor={minor} />
    const signed = (minor: number | null | undefined) => <MoneyCell minor={minor} signed />
    const count = (value: number | null | undefined) => <NumberCell value={value} />
    const share = (value: number | null | undefined) => <ShareCell share={value} />
    return [
      {
        id: 'person',
        header: texts.person,
        always: true,
        width: 240,
        value: (row) => row.person?.name ?? '',
        cell: (row) => row.person?.name ?? texts.nobody,
      },
      figure('plan', texts.plan, (row) => row.planMinor, money, totals?.planMinor),
      figure('fact', texts.fact, (row) => row.factMinor, money, totals?.factMinor),
      figure('attainment', texts.attainment, (row) => row.attainment, share),
      figure('corrections', texts.corrections, (row) => row.correctionsMinor, signed, totals?.correctionsMinor),
      figure('won', texts.won, (row) => row.won, count, totals?.won),
      figure('created', texts.created, (row) => row.created, count),
    ]
  }, [texts, totals])
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
