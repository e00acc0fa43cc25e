import { useMemo } from 'react'
import { minorOf } from '#core/money/currency.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EditableGrid } from '#web/kit/grid/editable-grid.tsx'
import { useViewer } from '#web/session.tsx'
import { knownSum } from '#web/kit/grid/known-sum.ts'
import {
  cellKey,
  changesToSet,
  gridRows,
  restOf,
  shownValue,
  type PlanGrid,
  type PlanRow,
  type plansOf,
  type ToSet,
} from './grid-model.ts'
import type { Conflict } from './use-plan-cells.ts'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  grid: PlanGrid
  plans: ReturnType<typeof plansOf>
  conflicts: ReadonlyMap<string, Conflict>
  onSet: (changes: ToSet[]) => void
}

const DIGIT_PX = 7.6
const CELL_PADDING_PX = 18
const LAST_COLUMN_MORE_PX = 8
const MIN_WIDTH_PX = 84

/** The grid itself: months with their working days, departments with sums, what is not distributed as a warning line. */
export function PlanTable({ grid, plans, conflicts, onSet }: Props) {
  const texts = usePlansTexts()
  const format = useFormat()
  const { today } = useViewer()
  const { write, unit, isMoney } = useWritten(grid.metric)
  const scale = isMoney ? minorOf(1, format.currency) : 1
  const columns = useMemo(
    () =>
      grid.months.map(({ month, workingDays }, index) => ({
        id: month,
        label: format.monthShort(month),
        detail: texts.days(workingDays),
        group: texts.quarters[Math.floor(index / 3)] ?? '',
      })),
    [grid, format, texts],
  )
  const rows = useMemo(() => {
    const left = ({ hiredOn, leftOn }: PlanRow) =>
      [hiredOn && texts.hired(format.dayFull(hiredOn)), leftOn && texts.left(format.dayFull(leftOn))]
        .filter(Boolean)
        .join(', ') || undefined
    return gridRows(grid, plans, { rest: texts.rest, over: texts.over, left })
  }, [grid, plans, texts, format])
  const tops = grid.rows.filter((row) => row.parentId === null)
  const totalOf = (month: string) => knownSum(tops.map((row) => plans.get(month)?.get(row.subjectId)?.plan ?? null))
  const totals = grid.months.map(({ month }) => totalOf(month) ?? 0)
  const hasKopecks = grid.rows.some(({ subjectId }) =>
    grid.months.some(({ month }) => isMoney && (plans.get(month)?.get(subjectId)?.plan ?? 0) % scale !== 0),
  )
  const widthOf = (minor: number) => {
    const text = format.number(minor / scale, { digits: hasKopecks ? 2 : 0 })
    return Math.ceil(text.length * DIGIT_PX + CELL_PADDING_PX)
  }
  // The last column holds the year and is a little wider than a month.
  const columnWidth = Math.max(
    MIN_WIDTH_PX,
    widthOf(Math.max(...totals)),
    widthOf(totals.reduce((sum, one) => sum + one, 0)) - LAST_COLUMN_MORE_PX,
  )

  const mark = (row: string, month: string) => {
    const conflict = conflicts.get(cellKey(row, month))
    if (conflict) {
      const typed = conflict.typedMinor === null ? texts.nothing : write(conflict.typedMinor)
      return { tone: 'bad' as const, text: texts.conflict(conflict.changedBy, typed) }
    }
    if (restOf(row) !== undefined) return undefined
    const rest = plans.get(month)?.get(row)?.undistributed ?? 0
    if (rest === 0) return undefined
    return {
      tone: 'behind' as const,
      text: rest > 0 ? texts.restMark(write(rest)) : texts.overMark(write(-rest)),
    }
  }
  return (
    <EditableGrid
      label={texts.title}
      corner={texts.corner}
      rows={rows}
      columns={columns}
      value={(row, month) => shownValue(plans, row, month)}
      onChange={(changes) => onSet(changesToSet(changes, plans))}
      total={totalOf}
      mark={mark}
      unit={unit}
      columnWidth={columnWidth}
      startColumn={today.slice(0, 7)}
    />
  )
}
