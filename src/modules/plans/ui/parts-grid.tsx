import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert } from '@mantine/core'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { EditableGrid } from '#web/kit/grid/editable-grid.tsx'
import type { GridRow } from '#web/kit/grid/grid-model.ts'
import { useTypedCells } from '#web/kit/grid/use-typed-cells.ts'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { PlanGrid } from './grid-model.ts'
import { PartsFact } from './parts-fact.tsx'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { type PlanSearch, useWritten } from './use-slice.ts'

type Props = {
  grid: PlanGrid
  cut: Exclude<PlanSearch['cut'], 'all'>
  /** Whose parts; the topmost subject when absent. */
  of: string | undefined
  onOf: (subjectId: string) => void
}

/** A hundred million with its spaces. */
const WIDTH = 120
const WHOLE = ' whole'
const REST = ' rest'

/** The plan of one subject by product groups, segments, territories or new and existing clients; what the parts lack of the whole stands below. */
export function PartsGrid({ grid, cut, of, onOf }: Props) {
  const texts = usePlansTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const { today } = useViewer()
  const { unit } = useWritten(grid.metric)
  const subjectId = of ?? grid.rows[0]?.subjectId ?? ''
  const asked = { year: grid.year, metric: grid.metric, tier: grid.tier, subjectId, cut }
  const key = ['plans', 'parts', asked]
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.plans.parts(asked) })
  const cellOf = (parts: typeof data, row: string, month: string) =>
    parts?.rows.find((one) => one.key === row)?.cells[parts.months.indexOf(month)]
  const typed = useTypedCells(JSON.stringify(key), {
    save: (changes) => {
      const now = client.getQueryData<typeof data>(key) ?? data
      return api.plans.setCells({
        metric: grid.metric,
        tier: grid.tier,
        cut,
        cells: changes.map(({ row, column, after }) => ({
          level: now?.level ?? 'company',
          subjectId,
          month: column,
          cutKey: row,
          amountMinor: after,
          version: cellOf(now, row, column)?.version ?? 0,
        })),
      })
    },
    settle: () => client.invalidateQueries({ queryKey: ['plans', 'parts'] }),
  })
  const amountOf = (row: string, month: string): number | null =>
    typed.shown(row, month, cellOf(data, row, month)?.amountMinor ?? null)
  if (error) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonBlock height={320} />
  const value = (row: string, month: string): number | null => {
    const whole = data.wholeMinor[data.months.indexOf(month)] ?? null
    if (row === WHOLE) return whole
    if (row !== REST) return amountOf(row, month)
    const sum = data.rows.reduce((all, one) => all + (amountOf(one.key, month) ?? 0), 0)
    return whole === null && sum === 0 ? null : (whole ?? 0) - sum || null
  }
  const rests = data.months.map((month) => value(REST, month) ?? 0)
  const rows: GridRow[] = [
    { id: WHOLE, label: texts.parts.whole, kind: 'sum' },
    ...data.rows.map((one): GridRow => ({ id: one.key, label: one.name, level: 1, readOnly: !data.editable })),
    ...(rests.some((rest) => rest !== 0)
      ? [{ id: REST, label: rests.some((rest) => rest > 0) ? texts.rest : texts.over, level: 1, kind: 'note' as const }]
      : []),
  ]
  return (
    <>
      <div className={css.wide}>
        <Choice
          aria-label={texts.parts.whose}
          value={subjectId}
          onChange={(value_) => value_ && onOf(value_)}
          options={grid.rows.map((row) => ({ value: row.subjectId, label: row.name }))}
        />
      </div>
      {typed.error !== undefined && (
        <Alert color="red" role="alert">
          {errorText(typed.error)}
        </Alert>
      )}
      {data.rows.length === 0 ? (
        <p className={css.hint}>{texts.parts.empty}</p>
      ) : (
        <EditableGrid
          label={`${texts.cuts[cut]}: ${data.name}`}
          corner={texts.parts.corner}
          rows={rows}
          columns={grid.months.map(({ month }, index) => ({
            id: month,
            label: format.monthShort(month),
            group: texts.quarters[Math.floor(index / 3)] ?? '',
          }))}
          value={value}
          unit={unit}
          columnWidth={WIDTH}
          startColumn={today.slice(0, 7)}
          onChange={typed.change}
          total={(month) => value(WHOLE, month)}
        />
      )}
      {data.rows.length > 0 && <PartsFact parts={data} metric={grid.metric} cut={cut} />}
    </>
  )
}
