import { Button } from '@mantine/core'
import IconScale from '@tabler/icons-react/dist/esm/icons/IconScale.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { asPeriod, isPeriodKey, periodKey, previousPeriod } from '#core/calendar/period.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import type { funnelContract } from '../contract.ts'
import { funnelSearch, inputOf } from './filters.ts'
import { FirstFunnel, useIsFirst } from './first-funnel.tsx'
import css from './funnel.module.css'
import { FunnelFilters } from './funnel-filters.tsx'
import { FunnelTabs } from './funnel-tabs.tsx'
import { RateFigure } from './headline.tsx'
import { useFunnelTexts, useScopeName } from './use-funnel.ts'

type Compared = Outputs<typeof funnelContract>['compare']
type Row = Compared['rows'][number]

const ids = listParam(z.uuid())
const compareSearch = funnelSearch.extend({
  otherPeriod: z.string().refine(isPeriodKey).optional(),
  otherSeller: ids,
  otherDepartment: ids,
  otherSource: ids,
})

/** Two groups of deals beside each other: is the difference more than chance? */
export function ComparePage() {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(compareSearch)
  const first = inputOf(search, today)
  const second = {
    ...(search.otherPeriod && { otherPeriod: search.otherPeriod }),
    ...(search.otherSeller && { otherSellerIds: search.otherSeller }),
    ...(search.otherDepartment && { otherDepartmentIds: search.otherDepartment }),
    ...(search.otherSource && { otherSourceIds: search.otherSource }),
  }
  const input = { ...first, ...second }
  const { data, error, refetch } = useQuery({
    queryKey: ['funnel', 'compare', input],
    queryFn: () => api.funnel.compare(input),
    placeholderData: keepPreviousData,
  })
  const words = texts.compare
  const hasChosen = Object.keys(second).length > 0
  const scope = useScopeName(hasChosen || Boolean(search.seller ?? search.department ?? search.source))
  const isFirst = useIsFirst(first, scope)
  if (isFirst)
    return (
      <Page title={words.title}>
        <FirstFunnel />
      </Page>
    )
  return (
    <Page title={words.title} scope={[format.period(first.period), data?.pipeline.name].filter(Boolean).join(' · ')}>
      <FunnelTabs search={search} />
      <div className={css.groups}>
        <div>
          <h2>{words.first}</h2>
          <FunnelFilters
            label={words.first}
            search={search}
            pipelineId={data?.pipeline.id}
            onChange={change}
            withView
          />
        </div>
        <div>
          <h2>{words.second}</h2>
          <FunnelFilters
            label={words.second}
            search={{
              period: search.otherPeriod ?? first.period,
              seller: search.otherSeller,
              department: search.otherDepartment,
              source: search.otherSource,
            }}
            pipelineId={data?.pipeline.id}
            withoutPipeline
            onChange={(patch) =>
              change({
                ...('period' in patch && { otherPeriod: patch.period === first.period ? undefined : patch.period }),
                ...('seller' in patch && { otherSeller: patch.seller }),
                ...('department' in patch && { otherDepartment: patch.department }),
                ...('source' in patch && { otherSource: patch.source }),
              })
            }
          />
        </div>
      </div>
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !hasChosen ? (
        <EmptyState
          icon={IconScale}
          title={words.choose}
          text={words.chooseText}
          action={
            <Button onClick={() => change({ otherPeriod: periodKey(previousPeriod(asPeriod(first.period))) })}>
              {words.withPrevious}
            </Button>
          }
        />
      ) : (
        <>
          {data && (
            <p className={css.lead}>
              <Sentence row={data.rows[0]} />
            </p>
          )}
          <Rows data={data} />
          <p className={css.hint}>{words.note}</p>
        </>
      )}
    </Page>
  )
}

function Sentence({ row }: { row: Row | undefined }) {
  const { compare: words } = useFunnelTexts()
  const format = useFormat()
  if (row?.p == null) return <>{words.sentenceNone}</>
  const [a, b] = [format.share(row.first.share), format.share(row.second.share)]
  return (
    <>{row.beyondChance ? words.sentenceBeyond(a, b, format.points(row.difference)) : words.sentenceChance(a, b)}</>
  )
}

function Rows({ data }: { data: Compared | undefined }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.compare
  const columns = useMemo((): Column<Row>[] => {
    const nameOf = (row: Row) =>
      row.stageId === null ? words.whole : (data?.stages.find(({ id }) => id === row.stageId)?.name ?? '')
    const p = (row: Row) => (row.p !== null && row.p < 0.001 ? '< 0,001' : format.number(row.p, { digits: 3 }))
    return [
      { id: 'stage', header: words.stage, always: true, width: 196, cell: nameOf },
      { id: 'first', header: words.first, align: 'end', width: 166, cell: (row) => <RateFigure rate={row.first} /> },
      { id: 'second', header: words.second, align: 'end', width: 166, cell: (row) => <RateFigure rate={row.second} /> },
      {
        id: 'difference',
        header: words.difference,
        align: 'end',
        width: 176,
        cell: (row) =>
          row.difference === null ? (
            <None why={words.noBase} />
          ) : (
            <TwoLines
              first={format.points(row.difference)}
              second={words.interval(format.points(row.low), format.points(row.high))}
            />
          ),
      },
      {
        id: 'verdict',
        header: words.verdict,
        width: 260,
        cell: (row) =>
          row.p === null ? words.noBase : row.beyondChance ? <b>{words.beyond(p(row))}</b> : words.chance(p(row)),
      },
    ]
  }, [data, words, format])
  return (
    <Section title={words.rows} flush>
      <DataTable
        id="funnel.compare"
        label={words.rows}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.stageId ?? 'whole'}
        card={(row) => (
          <TwoLines
            first={`${row.stageId === null ? words.whole : (data?.stages.find(({ id }) => id === row.stageId)?.name ?? '')}: ${format.share(row.first.share)} → ${format.share(row.second.share)}`}
            second={
              row.p === null
                ? words.noBase
                : row.beyondChance
                  ? words.beyond(format.number(row.p, { digits: 3 }))
                  : words.chance(format.number(row.p, { digits: 3 }))
            }
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}
