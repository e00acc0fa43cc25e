import { useMemo, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { ChartFrame } from './chart-frame.tsx'
import type { ChartColumnKind } from './chart.tsx'
import { CellGrid, type GridLine } from './cell-grid.tsx'
import { shareOfScale } from './cell-look.ts'
import { gridSvg } from './grid-svg.ts'
import { useKitTexts } from './use-kit-texts.ts'

export type CohortCell = {
  value: number | null
  /** Of how many, where it is a share. */
  n?: number
  /** The age is not over for all of the cohort: shown in outline, with a word. */
  immature?: boolean
  /** Beside what the cell says by itself. */
  hint?: string
}

export type CohortLine = {
  id: string
  /** «Ноябрь 2026». */
  label: string
  /** How many are in it. */
  size: number
  /** By age, youngest first; those that have not come yet are left out. */
  cells: readonly CohortCell[]
}

type Props = {
  title: ReactNode
  hint?: ReactNode
  /** Over the first column: «Месяц заявки». */
  corner: string
  /** «0 мес», «1 мес» … */
  ages: readonly string[]
  cohorts: readonly CohortLine[]
  write: (value: number) => string
  kind?: ChartColumnKind
  onCell?: ((cohortId: string, age: number) => void) | undefined
}

/** Cohorts by age: a line a cohort, a column an age; the corner that has not come yet is empty, what is not ripe is marked. */
export function CohortTriangle({ title, hint, corner, ages, cohorts, write, kind = 'share', onCell }: Props) {
  const texts = useKitTexts().chart
  const format = useFormat()
  const lines = useMemo((): GridLine[] => {
    const most = Math.max(0, ...cohorts.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0)))
    return cohorts.map((cohort) => ({
      id: cohort.id,
      label: cohort.label,
      detail: format.number(cohort.size),
      cells: ages.map((age, at) => {
        const one = cohort.cells[at]
        const value = one?.value ?? null
        const said = [
          `${cohort.label}, ${age}`,
          value === null ? undefined : write(value),
          one?.n === undefined ? undefined : `n = ${format.number(one.n)}`,
          one?.immature ? texts.immature : undefined,
          one?.hint,
        ]
        return {
          text: value === null ? '' : write(value),
          value,
          hint: said.filter(Boolean).join(' · '),
          look: value === null ? { hue: 'none', share: 0 } : shareOfScale(value, { scale: 'amount', middle: 0, most }),
          ...(one?.immature && { immature: true }),
          ...(value === null && { absent: true }),
        }
      }),
    }))
  }, [cohorts, ages, write, format, texts])
  const columns = useMemo(() => ages.map((label, at) => ({ id: String(at), label })), [ages])
  const table = {
    head: [corner, texts.size, ...ages],
    rows: lines.map((line) => [line.label, line.detail, ...line.cells.map(({ text }) => text)]),
    values: cohorts.map((cohort) => [
      cohort.label,
      cohort.size,
      ...ages.map((_, at) => cohort.cells[at]?.value ?? null),
    ]),
    kinds: ['text' as const, 'number' as const, ...ages.map(() => kind)],
  }
  const grid = { corner, columns, lines }
  return (
    <ChartFrame title={title} hint={hint} table={table} picture={{ svg: () => gridSvg(grid) }} height={400} isTable>
      <CellGrid
        {...grid}
        label={typeof title === 'string' ? title : corner}
        onCell={onCell && ((cohort, age) => onCell(cohort, Number(age)))}
      />
    </ChartFrame>
  )
}
