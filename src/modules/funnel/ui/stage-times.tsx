import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { BehindLink, type PageFilters } from './behind.tsx'
import { Quiet, type View } from './headline.tsx'
import { useFunnelTexts, useTimes } from './use-funnel.ts'

interface Row {
  stageId: string
  name: string
  n: number
  small: boolean
  medianSeconds: number | null
  meanSeconds: number | null
  p90Seconds: number | null
  approximate: boolean
  ongoing: { n: number; medianSeconds: number | null; approximate: boolean } | undefined
}

/** How long deals stay on each stage, with those that still do. */
export function StageTimes({ view, filters }: { view: View | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { time, ongoing } = useTimes(filters.input)
  const words = texts.time
  const rows = useMemo(() => {
    const names = new Map(view?.stages.map((stage) => [stage.id, stage.name]))
    return time.data?.stages.map((stage): Row => {
      const standing = ongoing.data?.stages.find(({ stageId }) => stageId === stage.stageId)
      return {
        ...stage,
        name: names.get(stage.stageId) ?? '',
        approximate: time.data.approximate,
        ongoing: standing && { ...standing, approximate: ongoing.data?.approximate ?? false },
      }
    })
  }, [view, time.data, ongoing.data])

  const columns = useMemo((): Column<Row>[] => {
    const duration = (seconds: number | null, row: Row, why = words.none) =>
      seconds === null ? (
        <None why={why} />
      ) : (
        <Quiet when={row.small} n={row.n}>
          {row.approximate && '≈ '}
          {format.duration(seconds)}
        </Quiet>
      )
    return [
      { id: 'stage', header: words.stage, cell: (row) => row.name, always: true, width: 170 },
      {
        id: 'n',
        header: words.n,
        align: 'end',
        width: 110,
        cell: (row) => (
          <BehindLink {...filters} of="stays_stage" stageId={row.stageId} title={`${words.title}: ${row.name}`}>
            <NumberCell value={row.n} />
          </BehindLink>
        ),
      },
      { id: 'median', header: words.median, align: 'end', width: 110, cell: (row) => duration(row.medianSeconds, row) },
      {
        id: 'mean',
        header: words.mean,
        align: 'end',
        width: 110,
        cell: (row) => duration(row.meanSeconds, { ...row, approximate: false }),
      },
      { id: 'p90', header: words.p90, align: 'end', width: 110, cell: (row) => duration(row.p90Seconds, row) },
      {
        id: 'ongoing',
        header: words.ongoing,
        align: 'end',
        width: 110,
        cell: (row) =>
          row.ongoing && (
            <BehindLink {...filters} of="ongoing_stage" stageId={row.stageId} title={`${words.ongoing}: ${row.name}`}>
              <NumberCell value={row.ongoing.n} />
            </BehindLink>
          ),
      },
      {
        id: 'withOngoing',
        header: words.withOngoing,
        hint: words.withOngoingHint(format.dayFull(ongoing.data?.sinceDay)),
        align: 'end',
        width: 200,
        cell: (row) =>
          row.ongoing &&
          duration(
            row.ongoing.medianSeconds,
            { ...row, small: false, approximate: row.ongoing.approximate },
            words.notHalf,
          ),
      },
    ]
  }, [words, format, filters, ongoing.data])

  return (
    <Section
      title={words.title}
      hint={time.data?.approximate ? `${words.hint}. ${words.approximate}` : words.hint}
      flush
    >
      <DataTable
        id="funnel.time"
        label={words.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.stageId}
        error={time.error}
        onRepeat={() => void time.refetch()}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={`${row.approximate ? '≈ ' : ''}${format.duration(row.medianSeconds)}`}
            second={[
              `${words.p90} ${format.duration(row.p90Seconds)}`,
              `${words.n} ${format.number(row.n)}`,
              row.ongoing && `${words.ongoing} ${format.number(row.ongoing.n)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
        height="auto"
        skeletonRows={5}
      />
    </Section>
  )
}
