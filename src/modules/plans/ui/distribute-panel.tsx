import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { minorOf } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { cellKey, type Cells, type PlanGrid, type ToSet } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  grid: PlanGrid
  cells: Cells
  onClose: () => void
  onApply: (proposed: readonly ToSet[], reason: string, done: string) => Promise<void>
}

const ways = ['equal', 'proportional', 'lastYear'] as const
const THOUSAND = 1_000

/** A department's plan shared between those below it: who would get what, then a button that does it. */
export function DistributePanel({ grid, cells, onClose, onApply }: Props) {
  const texts = usePlansTexts()
  const words = texts.distribute
  const format = useFormat()
  const planned = grid.rows.filter(
    (row) =>
      row.level !== 'person' &&
      grid.months.some(({ month }) => cells.get(cellKey(row.subjectId, month))?.amountMinor != null),
  )
  const [chosen, setChosen] = useState<string | null>(
    planned.at(planned.length === 1 ? 0 : 1)?.subjectId ?? planned[0]?.subjectId ?? null,
  )
  const [by, setBy] = useState<(typeof ways)[number]>('equal')
  const [month, setMonth] = useState<string | null>(null)
  const { write, isMoney } = useWritten(grid.metric)
  const stepMinor = isMoney ? minorOf(THOUSAND, format.currency) : 1
  const slice = { year: grid.year, metric: grid.metric, tier: grid.tier }
  const asked = { ...slice, subjectId: chosen ?? '', by, stepMinor, ...(month && { month }) }
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'distributionPreview', asked],
    queryFn: () => api.plans.distributionPreview(asked),
    enabled: chosen !== null,
    placeholderData: keepPreviousData,
  })
  const byPerson = Map.groupBy(data?.cells ?? [], (cell) => cell.subjectId)
  const name = planned.find((row) => row.subjectId === chosen)?.name ?? ''
  const apply = () => {
    if (data) void onApply(data.cells, words.note(name, words.ways[by]), words.done(data.cells.length))
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button disabled={!data || data.cells.length === 0} onClick={apply}>
          {words.apply}
        </Button>
      }
    >
      {planned.length === 0 ? (
        <p className={css.hint}>{words.noSubject}</p>
      ) : (
        <div className={css.fields}>
          <p className={css.hint}>{words.intro}</p>
          <Choice
            label={words.whose}
            value={chosen}
            onChange={setChosen}
            options={planned.map((row) => ({ value: row.subjectId, label: row.name }))}
          />
          <Choice
            label={words.month}
            value={month}
            onChange={setMonth}
            clearable
            placeholder={words.allMonths}
            options={grid.months.map((one) => ({ value: one.month, label: format.month(one.month) }))}
          />
          <SegmentedControl
            aria-label={words.by}
            value={by}
            onChange={(value) => setBy(ways.find((one) => one === value) ?? 'equal')}
            data={ways.map((value) => ({ value, label: words.ways[value] }))}
          />
          <p className={css.hint}>{words.wayHints[by]}</p>
        </div>
      )}
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : chosen === null ? null : !data ? (
        <SkeletonText lines={6} />
      ) : (
        <div className={css.result} aria-live="polite">
          {data.cells.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <table className={css.lines}>
              <thead>
                <tr>
                  <th>{words.person}</th>
                  <th>{words.before}</th>
                  <th>{words.after}</th>
                </tr>
              </thead>
              <tbody>
                {[...byPerson.values()].map((own) => (
                  <tr key={own[0]?.subjectId}>
                    <td>{own[0]?.name}</td>
                    <td>{write(own.reduce((sum, cell) => sum + (cell.beforeMinor ?? 0), 0))}</td>
                    <td>{write(own.reduce((sum, cell) => sum + cell.amountMinor, 0))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </SidePanel>
  )
}
