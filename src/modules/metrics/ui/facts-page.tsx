import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { JobProgress } from '#web/kit/job-progress.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { metricsContract } from '../contract.ts'
import css from './metrics.module.css'
import { useMetricsTexts } from './use-metrics.ts'

type Check = Outputs<typeof metricsContract>['facts']
type Difference = Check['differences'][number]

const KEY = ['metrics', 'facts']
const AGAIN_MS = 1_000

/** Proves that figures are what the log of deals gives, and mends what is not. */
export function FactsPage() {
  const texts = useMetricsTexts().facts
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: () => api.metrics.facts({}),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? AGAIN_MS : false),
  })
  const check = useMutation({
    mutationFn: () => api.metrics.checkFacts({}),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
  const isRunning = data?.state === 'running'
  return (
    <Page
      title={texts.title}
      width="narrow"
      actions={
        <Button onClick={() => check.mutate()} disabled={isRunning} loading={check.isPending}>
          {texts.check}
        </Button>
      }
    >
      <p className={css.said}>{texts.text}</p>
      {(error ?? check.error) ? (
        <ErrorState error={error ?? check.error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={3} />
      ) : isRunning ? (
        <JobProgress title={texts.running} done={data.done} total={data.total} />
      ) : (
        <Outcome check={data} />
      )}
    </Page>
  )
}

function Outcome({ check }: { check: Check }) {
  const texts = useMetricsTexts().facts
  const format = useFormat()
  const { columns: words, tables } = texts
  const columns = useMemo(
    (): Column<Difference>[] => [
      { id: 'table', header: words.table, always: true, width: 280, cell: (row) => tables[row.table] ?? row.table },
      { id: 'missing', header: words.missing, align: 'end', width: 180, cell: (row) => format.number(row.missing) },
      { id: 'wrong', header: words.wrong, align: 'end', width: 220, cell: (row) => format.number(row.wrong) },
    ],
    [words, tables, format],
  )
  if (check.state === 'never') return <p>{texts.never}</p>
  if (check.state === 'failed' || check.finishedAt === null) return <p>{texts.failed}</p>
  const differs = check.differences.some(({ missing, wrong }) => missing + wrong > 0)
  const said = differs ? texts.healed : texts.fine
  return (
    <Section title={said(format.dateTime(check.finishedAt), format.counted(check.done, texts.deals))} flush>
      <DataTable
        id="metrics.facts"
        label={texts.title}
        columns={columns}
        rows={check.differences}
        rowKey={(row) => row.table}
        rowTone={(row) => (row.missing + row.wrong > 0 ? 'behind' : undefined)}
        card={(row) => (
          <TwoLines
            first={tables[row.table] ?? row.table}
            second={`${words.missing}: ${row.missing} · ${words.wrong}: ${row.wrong}`}
          />
        )}
        height="auto"
      />
    </Section>
  )
}
