import { Button, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { periodAround, periodKey, previousPeriod } from '#core/calendar/period.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import { MoneyCell, None, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import type { funnelContract } from '../contract.ts'
import { BehindLink, type PageFilters } from './behind.tsx'
import { funnelSearch, inputOf } from './filters.ts'
import { FirstFunnel, useIsFirst } from './first-funnel.tsx'
import css from './funnel.module.css'
import { FunnelFilters } from './funnel-filters.tsx'
import { FunnelTabs } from './funnel-tabs.tsx'
import { Quiet } from './headline.tsx'
import { useFunnelTexts, useScopeName } from './use-funnel.ts'

type Leaks = Outputs<typeof funnelContract>['leaks']
type StageRow = Leaks['stages'][number]
type SellerRow = Leaks['sellers'][number]

/** What each stage would bring in money if sellers passed deals on as the best quarter of them does. */
export function LeaksPage() {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [given, change] = useSearchState(funnelSearch)
  // Of a running month almost nothing is won yet: unless another period is chosen, the last quarter that is over.
  const settled = periodKey(previousPeriod(periodAround(today as Day, 'quarter')))
  const search = useMemo(() => ({ ...given, period: given.period ?? settled }), [given, settled])
  const input = useMemo(() => inputOf(search, today), [search, today])
  const scope = useScopeName(Boolean(search.seller ?? search.department ?? search.source))
  const filters = useMemo(() => ({ input, search, scope }), [input, search, scope])
  const isFirst = useIsFirst(input, scope)
  const { data, error, refetch } = useQuery({
    queryKey: ['funnel', 'leaks', input],
    queryFn: () => api.funnel.leaks(input),
    placeholderData: keepPreviousData,
  })
  const words = texts.leaks
  const [first] = data?.stages ?? []
  const hasPeers = data?.stages.some(({ best }) => best !== null)
  // Deals would have gone on, but none of this period has been won yet: there is no price to put on them.
  const isEarly = data?.stages.some(({ moreDeals, moneyMinor }) => (moreDeals ?? 0) > 0 && moneyMinor === 0)
  const hasMoney = data?.stages.some(({ moneyMinor }) => (moneyMinor ?? 0) > 0)
  return (
    <Page
      title={words.title}
      scope={[format.period(input.period), scope].join(' · ')}
      filters={<FunnelFilters search={search} pipelineId={search.pipeline} onChange={change} />}
    >
      {!isFirst && <FunnelTabs search={given} />}
      {isFirst ? (
        <FirstFunnel />
      ) : error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <>
          <p className={css.lead}>
            {!data ? (
              <Skeleton component="span" display="inline-block" height={16} width="60%" radius="xs" />
            ) : !hasPeers ? (
              words.noPeers
            ) : (first?.moneyMinor ?? 0) > 0 ? (
              words.best(first?.name ?? '', format.moneyCompact(first?.moneyMinor))
            ) : isEarly ? (
              words.early
            ) : (
              words.nothing
            )}
          </p>
          {data && !hasMoney && (isEarly || !hasPeers) && search.period !== settled && (
            <Button variant="default" className={css.offer} onClick={() => change({ period: settled })}>
              {words.show(format.period(settled))}
            </Button>
          )}
          <StagesTable rows={data?.stages} filters={filters} isEarly={isEarly && !hasMoney} />
          {(!data || hasMoney) && <SellersTable data={data} filters={filters} />}
          <p className={css.hint}>{words.method}</p>
        </>
      )}
    </Page>
  )
}

interface StagesProps {
  rows: StageRow[] | undefined
  filters: PageFilters
  /** Nothing is won yet: there is no price, which is not the same as no money. */
  isEarly?: boolean | undefined
}

function StagesTable({ rows, filters, isEarly = false }: StagesProps) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.leaks
  const columns = useMemo(
    (): Column<StageRow>[] => [
      { id: 'stage', header: words.stage, always: true, width: 200, cell: (row) => row.name },
      {
        id: 'gone',
        header: words.gone,
        align: 'end',
        width: 120,
        cell: (row) => (
          <BehindLink {...filters} of="cohort_lost_stage" stageId={row.stageId} title={`${words.gone}: ${row.name}`}>
            <NumberCell value={row.gone} />
          </BehindLink>
        ),
      },
      {
        id: 'share',
        header: words.share,
        align: 'end',
        width: 130,
        cell: (row) => <ShareCell share={row.gone === 0 ? null : row.passed / row.gone} why={texts.noBase} />,
      },
      {
        id: 'best',
        header: words.bestShare,
        align: 'end',
        width: 140,
        cell: (row) => <ShareCell share={row.best} n={row.peers} why={words.noPeers} />,
      },
      {
        id: 'more',
        header: words.more,
        align: 'end',
        width: 130,
        cell: (row) => <NumberCell value={row.moreDeals} digits={1} why={words.noPeers} />,
      },
      {
        id: 'money',
        header: words.money,
        align: 'end',
        width: 140,
        cell: (row) => (
          <MoneyCell minor={isEarly ? null : row.moneyMinor} short why={isEarly ? words.early : words.noPeers} />
        ),
      },
    ],
    [words, texts, filters, isEarly],
  )
  return (
    <Section title={words.byStage} hint={words.hint} flush>
      <DataTable
        id="funnel.leaks"
        label={words.byStage}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.stageId}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={format.moneyCompact(isEarly ? null : row.moneyMinor)}
            second={`${words.gone} ${format.number(row.gone)} · ${words.bestShare} ${format.share(row.best)}`}
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}

function SellersTable({ data, filters }: { data: Leaks | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.leaks
  const columns = useMemo((): Column<SellerRow>[] => {
    const stages = data?.stages ?? []
    const nameOf = (id: string) => stages.find(({ stageId }) => stageId === id)?.name ?? ''
    return [
      {
        id: 'seller',
        header: words.seller,
        always: true,
        width: 190,
        least: 184,
        cell: (row) => <PersonName name={row.name} />,
      },
      {
        id: 'most',
        header: words.most,
        width: 160,
        least: 140,
        cell: (row) =>
          row.most && (
            <TwoLines first={nameOf(row.most.stageId)} second={<MoneyCell minor={row.most.moneyMinor} short />} />
          ),
      },
      ...stages.map((stage): Column<SellerRow> => ({
        id: stage.stageId,
        header: stage.name,
        align: 'end',
        width: 100,
        cell: (row) => {
          const leak = row.leaks.find(({ stageId }) => stageId === stage.stageId)
          if (!leak || leak.gone === 0) return <None why={texts.noBase} />
          const own = {
            ...filters,
            input: { ...filters.input, sellerIds: [row.ownerId] },
            search: { ...filters.search, seller: [row.ownerId] },
          }
          return (
            <BehindLink {...own} of="cohort_lost_stage" stageId={stage.stageId} title={`${row.name}: ${stage.name}`}>
              <Quiet when={leak.small} n={leak.gone}>
                <MoneyCell minor={leak.moneyMinor} short why={words.noPeers} />
              </Quiet>
            </BehindLink>
          )
        },
      })),
    ]
  }, [data, words, texts, filters])
  return (
    <Section title={words.sellers} hint={words.sellersHint} flush>
      <DataTable
        id="funnel.leaks.sellers"
        label={words.sellers}
        columns={columns}
        rows={data?.sellers}
        rowKey={(row) => row.ownerId}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={row.most && format.moneyCompact(row.most.moneyMinor)}
            second={row.leaks
              .filter(({ moneyMinor }) => (moneyMinor ?? 0) > 0)
              .toSorted((a, b) => (b.moneyMinor ?? 0) - (a.moneyMinor ?? 0))
              .map(
                ({ stageId, moneyMinor }) =>
                  `${data?.stages.find((one) => one.stageId === stageId)?.name ?? ''} ${format.moneyCompact(moneyMinor)}`,
              )
              .join(' · ')}
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}
