import { useMemo } from 'react'
import { useCatalogue, useWriting } from '#modules/kpi/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { type Figure, FigureLink } from '#web/kit/figure.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { Profile } from './seller-page.tsx'
import css from './sellers.module.css'
import { useSellersTexts } from './use-sellers.ts'

type Row = Profile['figures'][number]
type Metric = Parameters<typeof api.metrics.records>[0]['metric']

const SHOWN = 20

/** All figures of a seller, the median of the company's sellers beside each that has one. */
export function SellerFigures({ profile }: { profile: Profile }) {
  const texts = useSellersTexts().profile
  const format = useFormat()
  const write = useWriting()
  const { byKey, nameOf } = useCatalogue()
  const { person, period } = profile
  const columns = useMemo((): Column<Row>[] => {
    const opened = (row: Row, value: React.ReactNode) => {
      const declared = byKey.get(row.key)
      const load = async (): Promise<Figure> => {
        const records = declared?.hasRecords
          ? await api.metrics.records({
              metric: row.key as Metric,
              period: period.key,
              sellerIds: [person.id],
              limit: SHOWN,
            })
          : { rows: [] }
        return {
          title: `${nameOf(row.key)}: ${person.name}`,
          value,
          formula: declared?.formula ?? '',
          period: format.period(period.key),
          scope: person.name,
          ...(declared && { note: declared.meaning }),
          records: records.rows.map((record) => ({
            id: `${record.id} ${record.at}`,
            label: record.title ?? format.noData,
            detail: format.dateTime(record.at),
            value: record.amountMinor === null ? '' : format.money(record.amountMinor),
            ...(record.dealId && { target: { to: `/deals/${record.dealId}` } }),
          })),
        }
      }
      return (
        <FigureLink figure={{ key: ['sellers', person.id, period.key, row.key], title: nameOf(row.key), load }}>
          {value}
        </FigureLink>
      )
    }
    const valueOf = (row: Row) =>
      row.value === null ? (
        <None why={texts.noBase} />
      ) : (
        <span
          className={row.small ? css.quiet : undefined}
          title={row.small ? texts.small(format.number(row.n)) : undefined}
        >
          {opened(
            row,
            row.low === null || row.high === null ? (
              write.value(row, row.value)
            ) : (
              <ShareCell share={row.value} n={row.n} low={row.low} high={row.high} />
            ),
          )}
        </span>
      )
    const differs = (row: Row) => {
      if (row.value === null || row.peers === null)
        return <None why={row.value === null ? texts.noBase : texts.noMedian} />
      const inPoints = row.unit === 'share' || row.unit === 'ratio'
      const change = inPoints
        ? row.value - row.peers
        : row.peers === 0
          ? null
          : (row.value - row.peers) / Math.abs(row.peers)
      return (
        <span className={css.differs} data-better={row.small ? undefined : (row.better ?? undefined)}>
          {write.change(row, change) ?? format.noData}
        </span>
      )
    }
    return [
      {
        id: 'name',
        header: texts.figure,
        always: true,
        width: 260,
        cell: (row) => <span title={byKey.get(row.key)?.meaning}>{nameOf(row.key)}</span>,
      },
      { id: 'value', header: person.name, align: 'end', width: 220, cell: valueOf },
      {
        id: 'peers',
        header: texts.median,
        hint: texts.medianHint,
        align: 'end',
        width: 150,
        cell: (row) => (row.peers === null ? <None why={texts.noMedian} /> : write.value(row, row.peers)),
      },
      { id: 'differs', header: texts.differs, align: 'end', width: 130, cell: differs },
    ]
  }, [texts, format, write, byKey, nameOf, person, period])
  return (
    <DataTable
      id="sellers.profile"
      label={texts.figures}
      columns={columns}
      rows={profile.figures}
      rowKey={({ key }) => key}
      height="auto"
      card={(row) => (
        <TwoLines
          first={nameOf(row.key)}
          end={write.value(row, row.value)}
          second={
            row.small && row.value !== null
              ? texts.small(format.number(row.n))
              : row.peers !== null && `${texts.median.toLowerCase()} ${write.value(row, row.peers)}`
          }
        />
      )}
    />
  )
}
