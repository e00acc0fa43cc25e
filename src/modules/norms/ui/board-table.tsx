import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { NormKind } from '../contract.ts'
import { useContactsLoader } from './contacts-figure.ts'
import { type Board, type BoardRow, useNormsTexts } from './use-norms.ts'

/** Sums of the period by person and kind; figures open to their contacts. */
export function BoardTable({ data, period, kind }: { data: Board; period: string; kind: NormKind | undefined }) {
  const texts = useNormsTexts()
  const format = useFormat()
  const load = useContactsLoader()
  const words = texts.board.columns
  const columns = useMemo((): Column<BoardRow>[] => {
    const asked = data.kinds.filter((one) => !kind || one === kind)
    const number = (value: number) => format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
    return [
      {
        id: 'name',
        header: words.name,
        always: true,
        width: 220,
        value: (row) => row.name,
        cell: (row) => <TwoLines first={row.name} second={row.departmentName} />,
        footer: texts.board.total,
      },
      {
        id: 'days',
        header: words.days,
        align: 'end',
        width: 110,
        value: (row) => row.total.daysWorked,
        cell: (row) => format.number(row.total.daysWorked),
      },
      {
        id: 'all',
        header: words.all,
        align: 'end',
        width: 130,
        value: (row) => row.total.fulfilment,
        cell: (row) =>
          row.total.fulfilment === null ? (
            <None why={texts.board.whyNone} />
          ) : (
            <ShareCell share={row.total.fulfilment} digits={0} />
          ),
        footer: <ShareCell share={data.total.fulfilment} digits={0} />,
      },
      ...asked.map((one): Column<BoardRow> => {
        const of = (row: Pick<BoardRow, 'total'>) => row.total.kinds.find((found) => found.kind === one)
        const total = data.total.kinds.find((found) => found.kind === one)
        return {
          id: one,
          header: texts.kinds[one],
          align: 'end',
          width: 150,
          value: (row) => of(row)?.fulfilment ?? null,
          cell: (row) => {
            const found = of(row)
            if (!found) return <None why={texts.board.whyNone} />
            const about = { personId: row.personId, name: row.name, period, kind: one }
            return (
              <FigureLink
                figure={{
                  key: ['norms', about],
                  title: texts.figure.title(row.name, texts.kinds[one]),
                  load: () => load(about),
                }}
              >
                <TwoLines
                  first={format.share(found.fulfilment, { digits: 0 })}
                  second={texts.board.of(number(found.done), number(Math.round(found.norm * 10) / 10))}
                />
              </FigureLink>
            )
          },
          ...(total && { footer: texts.board.of(number(total.done), number(Math.round(total.norm))) }),
        }
      }),
    ]
  }, [data, kind, period, texts, words, format, load])
  return (
    <DataTable
      id="norms.board"
      label={texts.board.people}
      columns={columns}
      rows={data.rows}
      rowKey={(row) => row.personId}
      defaultSort="all"
      height="auto"
      card={(row) => (
        <TwoLines
          first={row.name}
          end={row.total.fulfilment === null ? format.noData : format.share(row.total.fulfilment, { digits: 0 })}
          second={row.total.kinds
            .map(
              (one) =>
                `${texts.kinds[one.kind]} ${texts.board.of(format.number(one.done), format.number(Math.round(one.norm)))}`,
            )
            .join(' · ')}
        />
      )}
    />
  )
}
