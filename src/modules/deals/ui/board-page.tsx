import { Button, SegmentedControl } from '@mantine/core'
import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs'
import { useMayImport } from '#modules/imports/ui/api.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { useStored } from '#web/kit/storage.ts'
import { optionsOf } from '#web/kit/options-of.ts'
import { Board } from './board.tsx'
import { BoardSkeleton } from './board-column.tsx'
import { DealFilters } from './deal-filters.tsx'
import { DealsFrame } from './deals-frame.tsx'
import { boardInput, boardSearch, isFiltered } from './filters.ts'
import { useBoard } from './use-board.ts'
import { type Pipeline, pipelinesInUse, useDealsTexts, useReference } from './use-deals.ts'

/** Deals of one pipeline as cards on its stages. */
export function BoardPage() {
  const mayImport = useMayImport()
  const texts = useDealsTexts()
  const [search, change] = useSearchState(boardSearch)
  const [usual, setUsual] = useStored<string | undefined>('deals.pipeline', undefined)
  const reference = useReference()
  const pipelines = pipelinesInUse(reference.data)
  const pipeline =
    pipelines.find(({ id }) => id === search.pipeline) ?? pipelines.find(({ id }) => id === usual) ?? pipelines[0]
  const board = useBoard(pipeline && { ...boardInput(search), pipelineId: pipeline.id })
  const choose = (id: string) => {
    setUsual(id)
    change({ pipeline: id })
  }
  const isEmpty = board.columns?.every(({ rows }) => rows.length === 0) && !isFiltered(search)
  return (
    <DealsFrame
      view="board"
      search={search}
      change={change}
      filters={
        <DealFilters
          view="board"
          search={search}
          change={change}
          end={pipelines.length > 1 && <PipelineChoice pipelines={pipelines} value={pipeline?.id} onChange={choose} />}
        />
      }
    >
      {reference.error || board.error ? (
        <ErrorState
          error={reference.error ?? board.error}
          onRepeat={() => {
            if (reference.error) void reference.refetch()
            else board.refetch()
          }}
        />
      ) : reference.data && !pipeline ? (
        <EmptyState
          icon={IconLayoutKanban}
          title={texts.empty.noPipeline}
          text={texts.empty.noPipelineText}
          action={reference.data.may.configure && <Link to="/settings/pipelines">{texts.empty.toSettings}</Link>}
        />
      ) : !board.columns ? (
        <BoardSkeleton />
      ) : isEmpty ? (
        <EmptyState
          icon={IconLayoutKanban}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={
            reference.data?.may.create && (
              <>
                <Button mr="xs" onClick={() => change({ new: '1' })}>
                  {texts.empty.action}
                </Button>
                {mayImport && <Link to="/imports">{texts.empty.import}</Link>}
              </>
            )
          }
        />
      ) : (
        <Board
          name={pipeline?.name ?? ''}
          columns={board.columns}
          loading={board.loading}
          loadMore={board.loadMore}
          search={search}
        />
      )}
    </DealsFrame>
  )
}

type ChoiceProps = { pipelines: readonly Pipeline[]; value: string | undefined; onChange: (id: string) => void }

function PipelineChoice({ pipelines, value, onChange }: ChoiceProps) {
  const texts = useDealsTexts()
  if (pipelines.length <= 3) {
    return (
      <SegmentedControl
        aria-label={texts.filters.pipeline}
        data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
        value={value ?? ''}
        onChange={onChange}
      />
    )
  }
  return (
    <Choice
      aria-label={texts.filters.pipeline}
      options={optionsOf(pipelines)}
      value={value ?? null}
      onChange={(id) => id && onChange(id)}
    />
  )
}
