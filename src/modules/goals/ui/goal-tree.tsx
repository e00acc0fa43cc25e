import { Button } from '@mantine/core'
import IconFlag from '@tabler/icons-react/dist/esm/icons/IconFlag.mjs'
import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './goals.module.css'
import { ProgressBar } from './progress-bar.tsx'
import { type GoalRow, isBehind, useGoals, useGoalsTexts, useGoalValue, useMetricNames } from './use-goals.ts'

type Line = GoalRow & { depth: number }
/** A department that is called «Отдел „Север“» says itself what it is. */
const whose = (level: string, name: string) =>
  name.toLowerCase().startsWith(level.toLowerCase()) ? name : `${level}: ${name}`

type Props = { period: string; onOpen: (goal: GoalRow) => void; onAdd: (below?: GoalRow) => void }

/** Goals as a tree: each stands below the goal for whose sake it is. */
export function GoalTree({ period, onOpen, onAdd }: Props) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const written = useGoalValue()
  const metrics = useMetricNames()
  const { data, error, refetch } = useGoals(period)
  const rows = useMemo(() => data && linesOf(data.goals), [data])
  const hasTasks = rows?.some(({ tasks }) => tasks.open + tasks.done > 0) ?? false
  const mayAdd = (data?.may.levels.length ?? 0) > 0
  const columns = useMemo((): Column<Line>[] => {
    const { columns: words, hints } = texts
    return [
      {
        id: 'goal',
        header: words.goal,
        always: true,
        width: 300,
        least: 272,
        cell: (row) => (
          <span className={css.title} style={{ paddingLeft: `calc(var(--s4) * ${row.depth})` }} data-state={row.state}>
            <TwoLines first={row.title} second={whose(texts.levels[row.level], row.subjectName)} />
          </span>
        ),
      },
      {
        id: 'target',
        header: words.target,
        width: 196,
        least: 188,
        cell: (row) => (
          <TwoLines
            first={
              row.startValue === null
                ? texts.of(written(row.value, row.unit), written(row.target, row.unit))
                : `${written(row.value, row.unit)} · ${texts.fromTo(written(row.startValue, row.unit), written(row.target, row.unit))}`
            }
            second={metrics.get(row.metric) ?? row.metric}
          />
        ),
      },
      {
        id: 'progress',
        header: words.progress,
        hint: hints.progress,
        width: 130,
        cell: (row) =>
          row.progress === null ? (
            <None why={row.isWhole ? texts.noFigure : texts.notWhole} />
          ) : (
            <ProgressBar progress={row.progress} expected={row.expected} isBehind={isBehind(row)} />
          ),
      },
      {
        id: 'below',
        header: words.below,
        hint: hints.below,
        align: 'end',
        width: 108,
        cell: (row) => (row.belowProgress === null ? null : format.share(row.belowProgress, { digits: 0 })),
      },
      {
        id: 'confidence',
        header: words.confidence,
        hint: hints.confidence,
        width: 100,
        spare: 1,
        cell: (row) =>
          row.lastCheckin && (
            <span title={row.lastCheckin.comment ?? undefined}>
              <TwoLines
                first={texts.confidence(row.lastCheckin.confidence)}
                second={format.day(format.dayOf(row.lastCheckin.at))}
              />
            </span>
          ),
      },
      {
        id: 'responsible',
        header: words.responsible,
        width: 146,
        least: 142,
        cell: (row) =>
          row.responsibleLeft ? <TwoLines first={row.responsibleName} second={words.left} /> : row.responsibleName,
      },
      {
        id: 'tasks',
        header: words.tasks,
        width: 116,
        // A column of nothing takes room from the others.
        hidden: !hasTasks,
        cell: ({ tasks }) => (
          <TwoLines
            first={texts.tasks(tasks.open, tasks.done)}
            second={tasks.overdue > 0 ? <span className={css.overdue}>{texts.overdue(tasks.overdue)}</span> : ''}
          />
        ),
      },
      {
        id: 'weight',
        header: words.weight,
        align: 'end',
        width: 70,
        hidden: true,
        cell: (row) => format.number(row.weight, { digits: row.weight % 1 ? 1 : 0 }),
      },
      ...(mayAdd
        ? [
            {
              id: 'add',
              header: '',
              width: 132,
              cell: (row: Line) => (
                <Button
                  variant="subtle"
                  data-no-print
                  onClick={(event) => {
                    event.stopPropagation()
                    onAdd(row)
                  }}
                >
                  {texts.addBelow}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [texts, format, written, metrics, mayAdd, onAdd, hasTasks])
  return (
    <DataTable
      id="goals.tree"
      label={texts.tabs.goals}
      columns={columns}
      rows={rows}
      error={error}
      onRepeat={() => void refetch()}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      height="auto"
      rowTone={(row) => (isBehind(row) ? 'behind' : row.state === 'open' ? undefined : 'quiet')}
      empty={
        <EmptyState
          icon={IconFlag}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={mayAdd && <Button onClick={() => onAdd()}>{texts.add}</Button>}
        />
      }
      card={(row) => (
        <TwoLines
          inset={row.depth}
          first={row.title}
          end={row.progress === null ? format.noData : format.share(row.progress, { digits: 0 })}
          second={[
            row.subjectName,
            row.responsibleName === row.subjectName ? '' : row.responsibleName,
            row.responsibleLeft && texts.columns.left,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      )}
    />
  )
}

/** Depth first; a goal whose parent is not in sight stands at the top. */
function linesOf(goals: readonly GoalRow[]): Line[] {
  const known = new Set(goals.map(({ id }) => id))
  const below = Map.groupBy(goals, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null))
  const lines: Line[] = []
  const walk = (parentId: string | null, depth: number) => {
    for (const goal of below.get(parentId) ?? []) {
      lines.push({ ...goal, depth })
      walk(goal.id, depth + 1)
    }
  }
  walk(null, 0)
  return lines
}
