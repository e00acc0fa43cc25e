import { ActionIcon } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useMemo, useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { unitOf } from '#modules/plans/contract.ts'
import { NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { PlanFactRow } from '../contract.ts'
import type { Thresholds } from '../calc/pace-state.ts'
import { Amount } from './amount.tsx'
import { PlanFigure } from './figure.tsx'
import { LineCard } from './line-card.tsx'
import { scalesOf, shownLines } from './lines.ts'
import css from './planfact.module.css'
import { type Comparison, type PlanMetric, usePlanfactTexts } from './use-planfact.ts'

type Props = {
  rows: readonly PlanFactRow[] | undefined
  period: string
  compare: Comparison
  metric: PlanMetric
  thresholds: Pick<Thresholds, 'unlikelyBp'>
  onLine: (line: PlanFactRow) => void
}

/** Company, departments and people, each with its plan, fact and pace; a department folds. */
export function LineTable({ rows, period, compare, metric, thresholds, onLine }: Props) {
  const texts = usePlanfactTexts()
  const format = useFormat()
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const scales = useMemo(() => scalesOf(rows ?? [], compare), [rows, compare])
  const parents = useMemo(() => new Set(rows?.map((row) => row.parentId)), [rows])
  const shown = useMemo(() => rows && shownLines(rows, folded), [rows, folded])

  const unit = unitOf(metric)
  const columns = useMemo((): Column<PlanFactRow>[] => {
    const write = (value: number) => (unit === 'money' ? format.moneyCompact(value) : format.number(value))
    const words = texts.columns
    const isCompared = compare !== 'none'
    const noPlan = texts.why.noPlan
    const toggle = (id: string) => {
      setFolded((now) => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      })
    }
    const worked = ({ hiredOn, leftOn }: PlanFactRow) =>
      [hiredOn && texts.employed.from(format.day(hiredOn)), leftOn && texts.employed.to(format.day(leftOn))]
        .filter(Boolean)
        .join(' ')
    const isPartial = (row: PlanFactRow) => row.workingDays.total < (rows?.[0]?.workingDays.total ?? 0)
    return [
      {
        id: 'name',
        header: words.name,
        always: true,
        width: 186,
        least: 176,
        cell: (row) => (
          <span className={css.name} data-level={row.level} style={{ paddingLeft: row.depth * 16 }}>
            {parents.has(row.subjectId) ? (
              <ActionIcon
                size={20}
                aria-expanded={!folded.has(row.subjectId)}
                aria-label={folded.has(row.subjectId) ? texts.unfold(row.name) : texts.fold(row.name)}
                onClick={() => toggle(row.subjectId)}
              >
                {folded.has(row.subjectId) ? <IconChevronRight size={14} /> : <IconChevronDown size={14} />}
              </ActionIcon>
            ) : (
              <i className={css.leaf} />
            )}
            <span>{row.name}</span>
            {row.level === 'person' && isPartial(row) && <small>{worked(row)}</small>}
          </span>
        ),
      },
      {
        id: 'bar',
        header: words.bar,
        hint: words.barHint,
        width: 90,
        cell: (row) => (
          <BulletBar
            plan={row.planMinor}
            fact={row.factMinor}
            due={row.workingDays.left > 0 ? row.dueMinor : null}
            previous={compare === 'none' ? null : (row[compare]?.factMinor ?? null)}
            forecast={row.workingDays.left > 0 ? row.forecast : null}
            scale={scales.get(row.level)?.bar}
            write={write}
          />
        ),
      },
      {
        id: 'plan',
        header: words.plan,
        align: 'end',
        width: 92,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="plan">
            <Amount unit={unit} value={row.planMinor} short why={noPlan} />
          </PlanFigure>
        ),
      },
      {
        id: 'fact',
        header: words.fact,
        align: 'end',
        width: 92,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="fact">
            <Amount unit={unit} value={row.factMinor} short />
          </PlanFigure>
        ),
      },
      {
        id: 'attainment',
        header: words.ofPlan,
        align: 'end',
        width: 78,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="attainment">
            <ShareCell share={row.attainment} why={noPlan} />
          </PlanFigure>
        ),
      },
      {
        id: 'due',
        header: words.due,
        align: 'end',
        width: 98,
        hidden: true,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="due">
            <Amount unit={unit} value={row.dueMinor} short why={noPlan} />
          </PlanFigure>
        ),
      },
      {
        id: 'deviation',
        header: words.deviation,
        hint: words.deviationHint,
        align: 'end',
        width: 152,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="deviation">
            <DeltaCell
              value={row.deviationMinor}
              as={unit === 'money' ? 'money' : 'number'}
              good="up"
              scale={scales.get(row.level)?.deviation}
              why={row.planMinor === null ? noPlan : texts.why.notBegun}
            />
          </PlanFigure>
        ),
      },
      ...(compare === 'none'
        ? []
        : [
            {
              id: 'then',
              header: words[compare],
              align: 'end' as const,
              width: 120,
              cell: (row: PlanFactRow) => (
                <PlanFigure line={row} period={period} metric={metric} name={compare}>
                  <Amount unit={unit} value={row[compare]?.factMinor} short why={texts.why.notBegun} />
                </PlanFigure>
              ),
            },
            {
              id: 'growth',
              header: words.growth,
              align: 'end' as const,
              width: 96,
              cell: (row: PlanFactRow) => <DeltaCell value={row[compare]?.growth} as="share" good="up" />,
            },
          ]),
      {
        id: 'forecast',
        hidden: isCompared,
        header: texts.forecast.column,
        hint: texts.forecast.columnHint,
        align: 'end',
        width: 176,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="forecast">
            {row.forecast && row.workingDays.left > 0 ? (
              <TwoLines
                first={<Amount unit={unit} value={row.forecast.value} short />}
                second={format.band(write(row.forecast.low), write(row.forecast.high))}
              />
            ) : (
              <Amount unit={unit} value={row.forecast?.value} short why={texts.why.tooEarly} />
            )}
          </PlanFigure>
        ),
      },
      {
        id: 'probability',
        hidden: isCompared,
        header: texts.forecast.probabilityHead,
        align: 'end',
        width: 98,
        spare: 1,
        cell: (row) => {
          const probability = row.forecast?.probability
          const isUnlikely = probability != null && probability * 10_000 < thresholds.unlikelyBp
          return (
            <PlanFigure
              line={row}
              period={period}
              metric={metric}
              name="probability"
              className={isUnlikely ? css.unlikely : undefined}
            >
              <ShareCell share={probability} digits={0} why={noPlan} />
            </PlanFigure>
          )
        },
      },
      {
        id: 'approved',
        hidden: true,
        header: texts.approvedName,
        hint: texts.approvedHint,
        align: 'end',
        width: 100,
        cell: (row) => <Amount unit={unit} value={row.approvedMinor} short why={noPlan} />,
      },
      {
        id: 'state',
        hidden: true,
        header: texts.columns.state,
        width: 120,
        cell: (row) =>
          row.state && (
            <span data-state={row.state} className={css.state}>
              {texts.states[row.state]}
            </span>
          ),
      },
      {
        id: 'runRate',
        hidden: true,
        header: words.pace,
        hint: texts.figures.runRate.formula,
        align: 'end',
        width: 92,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="runRate">
            <Amount unit={unit} value={row.runRateMinor} short why={texts.why.tooEarly} />
          </PlanFigure>
        ),
      },
      {
        id: 'requiredPerDay',
        header: words.requiredPerDay,
        align: 'end',
        width: 100,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="requiredPerDay">
            <Amount
              unit={unit}
              value={row.requiredPerDayMinor}
              short
              why={row.planMinor === null ? noPlan : texts.why.noDaysLeft}
            />
          </PlanFigure>
        ),
      },
      {
        id: 'won',
        hidden: true,
        header: words.won,
        align: 'end',
        width: 66,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="won">
            <NumberCell value={row.won} />
          </PlanFigure>
        ),
      },
      {
        id: 'averageCheck',
        hidden: true,
        header: words.averageCheck,
        align: 'end',
        width: 100,
        cell: (row) => (
          <PlanFigure line={row} period={period} metric={metric} name="averageCheck">
            <Amount unit={unit} value={row.averageCheckMinor} short why={texts.why.nothingWon} />
          </PlanFigure>
        ),
      },
    ]
  }, [texts, format, period, compare, metric, unit, thresholds, scales, parents, folded, rows])

  return (
    <DataTable
      id={compare === 'none' ? 'planfact.lines' : 'planfact.lines.compared'}
      label={texts.title}
      columns={columns}
      rows={shown}
      rowKey={(row) => row.subjectId}
      onOpen={onLine}
      rowTone={(row) => (row.state === 'farBehind' ? 'bad' : row.state === 'behind' ? 'behind' : undefined)}
      height="auto"
      card={(row) => <LineCard line={row} unit={unit} scale={scales.get(row.level)?.bar} />}
    />
  )
}
