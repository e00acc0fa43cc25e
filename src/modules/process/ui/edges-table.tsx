import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, None, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { type ProcessMap, useProcessTexts, type useOpened } from './use-process.ts'

type Row = ProcessMap['edges'][number]

interface Props {
  data: ProcessMap | undefined
  nameOf: (place: string) => string
  open: ReturnType<typeof useOpened>
}

/** The moves of the graph as a table; each opens its deals. */
export function EdgesTable({ data, nameOf, open }: Props) {
  const texts = useProcessTexts()
  const format = useFormat()
  const words = texts.edges
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'from', header: words.from, always: true, width: 170, cell: (row) => nameOf(row.from) },
      { id: 'to', header: words.to, always: true, width: 170, cell: (row) => nameOf(row.to) },
      { id: 'kind', header: words.kind, width: 150, cell: (row) => words.kinds[row.kind] },
      { id: 'times', header: words.times, align: 'end', width: 110, cell: (row) => <NumberCell value={row.times} /> },
      {
        id: 'deals',
        header: words.deals,
        align: 'end',
        width: 100,
        cell: (row) => (
          <FigureLink
            figure={open(
              `${nameOf(row.from)} → ${nameOf(row.to)}`,
              texts.deals.move(nameOf(row.from), nameOf(row.to)),
              format.number(row.deals),
              { from: row.from, to: row.to },
            )}
          >
            <NumberCell value={row.deals} />
          </FigureLink>
        ),
      },
      {
        id: 'money',
        header: words.money,
        align: 'end',
        width: 120,
        cell: (row) => <MoneyCell minor={row.amountMinor} short />,
      },
      {
        id: 'time',
        header: words.time,
        align: 'end',
        width: 130,
        cell: (row) => (row.medianSeconds === null ? <None why={texts.noTime} /> : format.duration(row.medianSeconds)),
      },
    ],
    [words, texts, format, nameOf, open],
  )
  return (
    <Section title={words.title} flush>
      <DataTable
        id="process.edges"
        label={words.title}
        columns={columns}
        rows={data?.edges}
        rowKey={(row) => `${row.from} ${row.to}`}
        card={(row) => (
          <TwoLines
            first={`${nameOf(row.from)} → ${nameOf(row.to)}`}
            end={format.number(row.times)}
            second={`${words.kinds[row.kind]} · ${row.medianSeconds === null ? texts.noTime : format.duration(row.medianSeconds)}`}
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}
