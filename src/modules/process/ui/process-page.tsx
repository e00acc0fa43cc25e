import { Button, Slider } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { sliceInput, SliceFilters } from '#modules/funnel/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ShareCell } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { EdgesTable } from './edges-table.tsx'
import { logAddress, processSearch } from './filters.ts'
import css from './process.module.css'
import { ProcessGraph } from './process-graph.tsx'
import { type ProcessMap, useOpened, usePlaceName, useProcessTexts, useScope } from './use-process.ts'
import { VariantsTable } from './variants-table.tsx'

const USUAL_EDGES = 14

/** How deals really go: a graph of their moves, the moves as a table, their ways; the log as a file. */
export function ProcessPage() {
  const texts = useProcessTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(processSearch)
  const input = useMemo(() => sliceInput(search, today), [search, today])
  const scope = useScope(Boolean(search.seller ?? search.department ?? search.source))
  const edges = search.edges ?? USUAL_EDGES
  const { data, error, refetch } = useQuery({
    queryKey: ['process', 'map', input, edges],
    queryFn: () => api.process.map({ ...input, edges }),
    placeholderData: keepPreviousData,
  })
  const open = useOpened(search, input, scope)
  const nameOf = usePlaceName(data)
  const hasNoPipeline = error && toApiError(error).code === 'NO_PIPELINE'
  const isEmpty = data && data.deals.n === 0 && data.waiting === 0
  return (
    <Page
      title={texts.title}
      scope={[format.period(input.period), data?.pipeline.name, scope].filter(Boolean).join(' · ')}
      filters={<SliceFilters search={search} pipelineId={data?.pipeline.id} onChange={change} />}
      actions={
        <>
          <PageViews page="process" />
          {data?.mayExport &&
            !isEmpty &&
            (['csv', 'xes'] as const).map((kind) => (
              <Button
                key={kind}
                component="a"
                variant="default"
                leftSection={<IconDownload size={16} />}
                href={logAddress(input, kind)}
                title={texts.files.hint}
                download
              >
                {texts.files[kind]}
              </Button>
            ))}
        </>
      }
    >
      {isEmpty || hasNoPipeline ? (
        <EmptyState
          icon={IconRoute}
          title={texts.empty.title}
          text={hasNoPipeline ? texts.empty.text : texts.empty.period}
          steps={texts.empty.steps}
          action={<ImportButton>{texts.empty.action}</ImportButton>}
        />
      ) : error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <>
          <Headline data={data} />
          {data && data.waiting > 0 && <p className={css.note}>{texts.waiting(format.number(data.waiting))}</p>}
          {data && data.withoutHistory > 0 && (
            <p className={css.note}>{texts.withoutHistory(format.number(data.withoutHistory))}</p>
          )}
          {data && (
            <EdgesSlider
              shown={data.edges.length}
              all={data.edgesInAll}
              onChange={(count) => change({ edges: count === USUAL_EDGES ? undefined : count })}
            />
          )}
          <ProcessGraph data={data} nameOf={nameOf} open={open} />
          <VariantsTable data={data} nameOf={nameOf} open={open} />
          <EdgesTable data={data} nameOf={nameOf} open={open} />
        </>
      )}
    </Page>
  )
}

function EdgesSlider({ shown, all, onChange }: { shown: number; all: number; onChange: (count: number) => void }) {
  const texts = useProcessTexts()
  const format = useFormat()
  const [moving, setMoving] = useState<number>()
  const value = moving ?? shown
  return (
    <label className={css.slider} data-no-print>
      <span>
        {texts.map.edges}: {texts.map.of(format.number(value), format.number(all))}
      </span>
      <Slider
        min={1}
        max={Math.max(2, Math.min(200, all))}
        value={value}
        label={null}
        thumbLabel={texts.map.edges}
        onChange={setMoving}
        onChangeEnd={(count) => {
          setMoving(undefined)
          onChange(count)
        }}
      />
    </label>
  )
}

function Headline({ data }: { data: ProcessMap | undefined }) {
  const texts = useProcessTexts()
  const format = useFormat()
  const words = texts.headline
  const rate = (of: ProcessMap['straight']) => (
    <ShareCell share={of.share} n={of.n} low={of.low ?? undefined} high={of.high ?? undefined} why={texts.noBase} />
  )
  if (!data) return <SkeletonFigures count={6} lines={2} />
  const five = data.variants.slice(0, 5).reduce((sum, { share }) => sum + share, 0)
  return (
    <FigureRow
      figures={[
        {
          id: 'deals',
          label: words.deals,
          value: format.number(data.deals.n),
          detail: format.moneyCompact(data.deals.amountMinor),
        },
        { id: 'straight', label: words.straight, value: rate(data.straight), detail: words.straightHint },
        { id: 'skips', label: words.withSkips, value: rate(data.withSkips) },
        { id: 'returns', label: words.withReturns, value: rate(data.withReturns) },
        { id: 'reopened', label: words.reopened, value: rate(data.reopened) },
        {
          id: 'variants',
          label: words.variants,
          value: format.number(data.variantsInAll),
          detail: words.variantsHint(format.share(five)),
        },
      ]}
    />
  )
}
