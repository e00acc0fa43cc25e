import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import type { funnelContract } from '../contract.ts'
import { BehindLink, type PageFilters } from './behind.tsx'
import { funnelSearch, inputOf } from './filters.ts'
import { FirstFunnel, useIsFirst } from './first-funnel.tsx'
import { FunnelFilters } from './funnel-filters.tsx'
import { FunnelTabs } from './funnel-tabs.tsx'
import { Quiet } from './headline.tsx'
import { writeLength } from './length.ts'
import { StageCharts } from './stage-charts.tsx'
import { StuckDeals } from './stuck-deals.tsx'
import { useCycle, useFunnelTexts, useScopeName } from './use-funnel.ts'

export type Distribution = Outputs<typeof funnelContract>['distribution']
type StageRow = Distribution['stages'][number]

const timeSearch = funnelSearch.extend({
  clock: z.enum(['calendar', 'working']).optional(),
  stage: z.uuid().optional(),
})
const clocks = ['calendar', 'working'] as const

/** How long stages take: figures, distribution, curve with those that still stand, stuck deals; by the calendar or in working time. */
export function TimePage() {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(timeSearch)
  const scope = useScopeName(Boolean(search.seller ?? search.department ?? search.source))
  const input = useMemo(() => inputOf(search, today), [search, today])
  const filters = useMemo(() => ({ input, search, scope }), [input, search, scope])
  const isFirst = useIsFirst(input, scope)
  const clock = search.clock ?? 'calendar'
  const { data, error, refetch } = useQuery({
    queryKey: ['funnel', 'distribution', input, clock],
    queryFn: () => api.funnel.distribution({ ...input, clock }),
    placeholderData: keepPreviousData,
  })
  const { period: _, ...whose } = input
  const stuck = useQuery({
    queryKey: ['funnel', 'stuck', whose, clock],
    queryFn: () => api.funnel.stuck({ ...whose, clock }),
    placeholderData: keepPreviousData,
  })
  const words = texts.timeLab
  const chosen = data?.stages.find(({ stageId }) => stageId === search.stage) ?? data?.stages.find(({ n }) => n > 0)
  return (
    <Page
      title={words.title}
      scope={[format.period(input.period), words.clockHints[clock], scope].join(' · ')}
      filters={<FunnelFilters search={search} pipelineId={search.pipeline} onChange={change} />}
      actions={
        <SegmentedControl
          aria-label={words.clock}
          data={clocks.map((value) => ({ value, label: words.clocks[value] }))}
          value={clock}
          onChange={(value) => change({ clock: clocks.find((one) => one === value && one !== 'calendar') })}
        />
      }
    >
      {!isFirst && <FunnelTabs search={search} />}
      {isFirst ? (
        <FirstFunnel />
      ) : error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <>
          <Headline filters={filters} stuck={stuck.data} />
          <StagesTable data={data} filters={filters} onStage={(stage) => change({ stage })} />
          {data && chosen && <StageCharts data={data} stage={chosen} onStage={(stage) => change({ stage })} />}
          <StuckDeals query={stuck} />
        </>
      )}
    </Page>
  )
}

function Headline({ filters, stuck }: { filters: PageFilters; stuck: { n: number; amountMinor: number } | undefined }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.timeLab
  const cycle = useCycle(filters.input)
  const response = useQuery({
    queryKey: ['leads', 'figures', filters.input.period],
    queryFn: () => api.leads.figures({ period: filters.input.period }),
    // Not everybody may see figures of leads: the page does without.
    retry: false,
  })
  const minutes = response.data?.all.medianMinutes
  return (
    <FigureRow
      figures={[
        {
          id: 'cycle',
          label: words.cycle,
          value:
            cycle.data?.medianSeconds == null ? (
              <None why={texts.noBase} />
            ) : (
              <BehindLink {...filters} of="period_won" title={words.cycle}>
                {format.duration(cycle.data.medianSeconds)}
              </BehindLink>
            ),
          detail: words.cycleHint,
        },
        {
          id: 'response',
          label: words.response,
          value: minutes == null ? <None why={texts.noBase} /> : format.duration(minutes * 60),
          detail: response.data ? words.responseHint(format.share(response.data.all.inTarget.share)) : '',
        },
        {
          id: 'stuck',
          label: words.stuck,
          value: stuck ? format.number(stuck.n) : '…',
          detail: stuck ? words.stuckHint(format.moneyCompact(stuck.amountMinor)) : '',
          ...((stuck?.n ?? 0) > 0 && { tone: 'behind' as const }),
        },
      ]}
    />
  )
}

function StagesTable({
  data,
  filters,
  onStage,
}: {
  data: Distribution | undefined
  filters: PageFilters
  onStage: (stageId: string) => void
}) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.time
  const columns = useMemo((): Column<StageRow>[] => {
    const length = (seconds: number | null, row: StageRow, why = words.none) =>
      seconds === null ? (
        <None why={why} />
      ) : (
        <Quiet when={row.small} n={row.n}>
          {writeLength(seconds, data, format.duration)}
        </Quiet>
      )
    return [
      { id: 'stage', header: words.stage, always: true, width: 180, cell: (row) => row.name },
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
      { id: 'median', header: words.median, align: 'end', width: 110, cell: (row) => length(row.medianSeconds, row) },
      { id: 'mean', header: words.mean, align: 'end', width: 110, cell: (row) => length(row.meanSeconds, row) },
      { id: 'p90', header: words.p90, align: 'end', width: 110, cell: (row) => length(row.p90Seconds, row) },
      {
        id: 'open',
        header: words.ongoing,
        align: 'end',
        width: 110,
        cell: (row) => (
          <BehindLink {...filters} of="ongoing_stage" stageId={row.stageId} title={`${words.ongoing}: ${row.name}`}>
            <NumberCell value={row.open} />
          </BehindLink>
        ),
      },
      {
        id: 'censored',
        header: words.withOngoing,
        hint: words.withOngoingHint(format.dayFull(data?.sinceDay)),
        align: 'end',
        width: 200,
        cell: (row) => length(row.censoredMedianSeconds, { ...row, small: false }, words.notHalf),
      },
    ]
  }, [words, format, filters, data])
  return (
    <Section title={words.title} hint={texts.timeLab.approximate} flush>
      <DataTable
        id="funnel.time.stages"
        label={words.title}
        columns={columns}
        rows={data?.stages}
        rowKey={(row) => row.stageId}
        onOpen={(row) => onStage(row.stageId)}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={row.medianSeconds === null ? format.noData : writeLength(row.medianSeconds, data, format.duration)}
            second={`${words.n} ${format.number(row.n)} · ${words.ongoing} ${format.number(row.open)}`}
          />
        )}
        height="auto"
        skeletonRows={5}
      />
    </Section>
  )
}
