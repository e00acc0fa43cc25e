import { useQuery } from '@tanstack/react-query'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import { useMemo } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { None, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { currentPeriod, PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import { type Figures, useLeadsTexts } from './use-leads.ts'

const search = z.object({ period: z.string().optional() })

/** How fast leads are answered: the department, by person, by source. */
export function LeadFiguresPage() {
  const texts = useLeadsTexts()
  const words = texts.figures
  const format = useFormat()
  const { today } = useViewer()
  const [filters, change] = useSearchState(search)
  const period = filters.period ?? currentPeriod(today)
  const { data, error, refetch } = useQuery({
    queryKey: ['leads', 'figures', { period }],
    queryFn: () => api.leads.figures({ period }),
  })
  const sellers = useColumns(words.seller, texts.nobody, 'owner')
  const sources = useColumns(words.source, words.noSource, 'source')
  const table = (rows: readonly Figures[] | undefined, id: string, label: string, columns: Column<Figures>[]) => (
    <Section title={label} flush>
      <DataTable
        id={id}
        label={label}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id ?? 'none'}
        height="auto"
        skeletonRows={4}
        card={(row) => (
          <TwoLines
            first={row.name ?? texts.nobody}
            end={durationOf(format, row.medianMinutes)}
            second={`${words.leads} ${row.leads} · ${words.inTarget} ${format.share(row.inTarget.share)} (${row.inTarget.n})`}
          />
        )}
      />
    </Section>
  )
  return (
    <Page
      title={texts.figuresTitle}
      scope={[format.period(period), data && words.scope(data.all.leads)].filter(Boolean).join(' · ')}
      actions={<Link to="/leads">{texts.title}</Link>}
      filters={
        <FilterBar>
          <PeriodPicker value={period} today={today} onChange={(next) => change({ period: next })} />
        </FilterBar>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data?.all.leads === 0 ? (
        <EmptyState
          icon={IconInbox}
          title={words.empty}
          text={words.emptyText}
          action={
            <Link to="/leads" search={{ new: '1' }}>
              {texts.newLead}
            </Link>
          }
        />
      ) : (
        <>
          <Section>{data ? <Headline all={data.all} /> : <SkeletonFigures count={4} />}</Section>
          {table(data?.sellers, 'leads.sellers', words.bySeller, sellers)}
          {table(data?.sources, 'leads.sources', words.bySource, sources)}
        </>
      )}
    </Page>
  )
}

function Headline({ all }: { all: Figures }) {
  const words = useLeadsTexts().figures
  const format = useFormat()
  return (
    <FigureRow
      figures={[
        {
          id: 'median',
          label: words.median,
          value: durationOf(format, all.medianMinutes),
          detail: words.medianDetail,
        },
        { id: 'target', label: words.inTarget, value: <Rate rate={all.inTarget} /> },
        {
          id: 'late',
          label: words.lateNow,
          value: <NumberCell value={all.lateNow} />,
          tone: all.lateNow > 0 ? 'bad' : undefined,
        },
        { id: 'converted', label: words.converted, value: <Rate rate={all.converted} /> },
      ]}
    />
  )
}

function Rate({ rate }: { rate: Figures['inTarget'] }) {
  const { share, n, low, high } = rate
  return <ShareCell share={share} n={n} low={low ?? undefined} high={high ?? undefined} digits={0} />
}

function durationOf(format: Format, minutes: number | null): string {
  return minutes === null ? format.noData : format.duration(Math.round(minutes) * 60)
}

function useColumns(header: string, none: string, filter: 'owner' | 'source'): Column<Figures>[] {
  const words = useLeadsTexts().figures
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'name',
        header,
        always: true,
        width: 184,
        value: (row) => row.name,
        cell: (row) =>
          row.id ? (
            <Link to="/leads" search={{ view: 'all', [filter]: row.id }}>
              {row.name ?? none}
            </Link>
          ) : (
            none
          ),
      },
      number('leads', words.leads, (row) => row.leads),
      number('answered', words.answered, (row) => row.answered),
      {
        id: 'median',
        header: words.short.median,
        hint: words.hints.median,
        align: 'end',
        width: 118,
        value: (row) => row.medianMinutes,
        cell: (row) => (row.medianMinutes === null ? <None /> : durationOf(format, row.medianMinutes)),
      },
      {
        id: 'target',
        header: words.inTarget,
        hint: words.hints.inTarget,
        align: 'end',
        width: 162,
        sortDownFirst: true,
        value: (row) => (row.inTarget.small ? null : row.inTarget.share),
        cell: (row) => <Rate rate={row.inTarget} />,
      },
      number('late', words.short.late, (row) => row.lateNow),
      {
        id: 'converted',
        header: words.converted,
        hint: words.hints.converted,
        align: 'end',
        width: 162,
        sortDownFirst: true,
        value: (row) => (row.converted.small ? null : row.converted.share),
        cell: (row) => <Rate rate={row.converted} />,
      },
      number('returned', words.returned, (row) => row.returned),
    ],
    [words, format, header, none, filter],
  )
}

function number(id: string, header: string, value: (row: Figures) => number): Column<Figures> {
  return {
    id,
    header,
    align: 'end',
    width: 94,
    sortDownFirst: true,
    value,
    cell: (row) => <NumberCell value={value(row)} />,
  }
}
