import { Button } from '@mantine/core'
import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import { useMemo } from 'react'
import { sliceInput, SliceFilters } from '#modules/funnel/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { AgainstCompetitors } from './competitors-table.tsx'
import { CutTable } from './cut-table.tsx'
import { lossesSearch } from './filters.ts'
import css from './losses.module.css'
import { ReasonsByStage } from './reasons-by-stage.tsx'
import { ReasonsOverTime } from './reasons-over-time.tsx'
import { useLosses, useLossesTexts, useOpened, useScope, type View } from './use-losses.ts'

type Open = ReturnType<typeof useOpened>

/** Why deals are lost: reasons, stages, people, sources, competitors, in deals and money; every figure opens its deals. */
export function LossesPage() {
  const texts = useLossesTexts()
  const format = useFormat()
  const go = useGo()
  const { today } = useViewer()
  const [search, change] = useSearchState(lossesSearch)
  const input = useMemo(() => sliceInput(search, today), [search, today])
  const isNarrowed = Boolean(search.seller ?? search.department ?? search.source ?? search.pipeline)
  const scope = useScope(isNarrowed)
  const open = useOpened(search, input, scope)
  const { view, competitors } = useLosses(input)
  const { data } = view
  const isEmpty = data && data.lost.n === 0 && data.won.n === 0
  return (
    <Page
      title={texts.title}
      scope={[format.period(input.period), scope].join(' · ')}
      actions={<PageViews page="losses" />}
      filters={<SliceFilters search={search} onChange={change} allPipelines={texts.filters.allPipelines} />}
    >
      {isEmpty ? (
        <EmptyState
          icon={IconTrendingDown}
          title={texts.empty.title}
          text={isNarrowed || search.period ? texts.empty.period : texts.empty.text}
          steps={texts.empty.steps}
          action={<Button onClick={() => go({ to: '/settings/loss-reasons' })}>{texts.empty.action}</Button>}
        />
      ) : view.error && !data ? (
        <ErrorState error={view.error} onRepeat={() => void view.refetch()} />
      ) : (
        <>
          <Headline data={data} open={open} />
          <div className={css.pair}>
            <CutTable
              id="reasons"
              words={texts.reasons}
              rows={data?.reasons}
              narrow={(reason) => ({ reason })}
              open={open}
            />
            <ReasonsOverTime data={data} />
          </div>
          <ReasonsByStage data={data} search={search} />
          <div className={css.pair}>
            <div className={css.stack}>
              <CutTable
                id="stages"
                words={texts.stages}
                rows={data?.stages}
                narrow={(stage) => ({ stage })}
                open={open}
              />
              <CutTable
                id="sources"
                words={texts.sources}
                rows={data?.sources}
                narrow={(from) => ({ from })}
                open={open}
              />
            </div>
            <div className={css.stack}>
              <CutTable id="sellers" words={texts.sellers} rows={data?.sellers} narrow={(by) => ({ by })} open={open} />
              <AgainstCompetitors query={competitors} open={open} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
}

function Headline({ data, open }: { data: View | undefined; open: Open }) {
  const texts = useLossesTexts()
  const format = useFormat()
  if (!data) return <SkeletonFigures count={4} lines={2} />
  const words = texts.headline
  const [main] = data.reasons
  const without = data.reasons.find(({ id }) => id === null)
  return (
    <FigureRow
      figures={[
        {
          id: 'lost',
          label: words.lost,
          value: (
            <FigureLink figure={open(words.lost, format.number(data.lost.n), {})}>
              {format.number(data.lost.n)}
            </FigureLink>
          ),
          detail: `${format.moneyCompact(data.lost.amountMinor)} — ${words.lostMoneyHint}`,
        },
        {
          id: 'rate',
          label: words.winRate,
          value: (
            <FigureLink figure={open(words.winRate, format.share(data.winRate.share), { outcome: 'won' })}>
              <ShareCell
                share={data.winRate.share}
                n={data.winRate.n}
                low={data.winRate.low ?? undefined}
                high={data.winRate.high ?? undefined}
                why={texts.noBase}
              />
            </FigureLink>
          ),
          detail: [words.winRateHint, data.winRateByMoney !== null && words.byMoney(format.share(data.winRateByMoney))]
            .filter(Boolean)
            .join('; '),
        },
        {
          id: 'main',
          label: words.main,
          value:
            main && main.id !== null ? (
              <FigureLink figure={open(main.name ?? '', format.moneyCompact(main.amountMinor), { reason: main.id })}>
                {format.moneyCompact(main.amountMinor)}
              </FigureLink>
            ) : (
              <None why={texts.reasons.without} />
            ),
          detail: main && main.id !== null ? words.mainHint(main.name ?? '', format.share(main.share)) : '',
          tone: 'bad',
        },
        {
          id: 'without',
          label: words.withoutReason,
          value: (
            <FigureLink figure={open(words.withoutReason, format.number(without?.n ?? 0), { reason: 'none' })}>
              {format.number(without?.n ?? 0)}
            </FigureLink>
          ),
          detail: without ? words.withoutReasonHint(format.share(without.share)) : '',
          ...(without && { tone: 'behind' as const }),
        },
      ]}
    />
  )
}
