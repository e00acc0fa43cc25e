import { Button, SegmentedControl } from '@mantine/core'
import { minorOf } from '#core/money/currency.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { MeasureField } from '#web/kit/measure-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { PlanGrid, ToSet } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  grid: PlanGrid
  onClose: () => void
  onApply: (proposed: readonly ToSet[], reason: string, done: string) => Promise<void>
}

const ways = ['season', 'equal', 'lastYear'] as const
const THOUSAND = 1_000

/** The plan of a year laid out over its months: by season, by working days, or as last year went. */
export function YearSplitPanel({ grid, onClose, onApply }: Props) {
  const texts = usePlansTexts()
  const words = texts.yearSplit
  const format = useFormat()
  const { write, isMoney } = useWritten(grid.metric)
  const rows = grid.rows.filter((row) => row.editable)
  const [subjectId, setSubject] = useState(rows[0]?.subjectId ?? null)
  const [by, setBy] = useState<(typeof ways)[number]>('season')
  const [amountMinor, setAmount] = useState<number | null>(null)
  const asked = {
    year: grid.year,
    metric: grid.metric,
    tier: grid.tier,
    subjectId: subjectId ?? '',
    by,
    amountMinor: amountMinor ?? 0,
    stepMinor: isMoney ? minorOf(THOUSAND, format.currency) : 1,
  }
  const isAsked = subjectId !== null && amountMinor !== null && amountMinor > 0
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'yearSplit', asked],
    queryFn: () => api.plans.yearSplitPreview(asked),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const name = rows.find((row) => row.subjectId === subjectId)?.name ?? ''
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button
          disabled={!isAsked || !data || data.cells.length === 0}
          onClick={() => data && void onApply(data.cells, words.note(name, words.ways[by]), words.done)}
        >
          {words.apply}
        </Button>
      }
    >
      <div className={css.fields}>
        <p className={css.hint}>{words.intro}</p>
        <Choice
          label={texts.distribute.whose}
          value={subjectId}
          onChange={setSubject}
          options={rows.map((row) => ({ value: row.subjectId, label: row.name }))}
        />
        <MeasureField
          label={words.amount}
          unit={isMoney ? 'money' : 'count'}
          value={amountMinor}
          onChange={(amount) => setAmount(amount && Math.round(amount))}
          error={Number.isNaN(amountMinor) && ' '}
        />
        <SegmentedControl
          aria-label={words.by}
          value={by}
          onChange={(value) => setBy(ways.find((one) => one === value) ?? 'season')}
          data={ways.map((value) => ({ value, label: words.ways[value] }))}
        />
      </div>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        isAsked &&
        data && (
          <div className={css.result} aria-live="polite">
            <table className={css.lines}>
              <thead>
                <tr>
                  <th>{words.month}</th>
                  <th>{texts.distribute.before}</th>
                  <th>{texts.distribute.after}</th>
                </tr>
              </thead>
              <tbody>
                {data.cells.map((cell) => (
                  <tr key={cell.month}>
                    <td>{format.month(cell.month)}</td>
                    <td>{write(cell.beforeMinor)}</td>
                    <td>{write(cell.amountMinor)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      )}
    </SidePanel>
  )
}
