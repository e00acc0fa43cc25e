import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MeasureField } from '#web/kit/measure-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import { cellKey, type Cells, type PlanGrid, type PlanRow, type plansOf, type ToSet } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  grid: PlanGrid
  cells: Cells
  plans: ReturnType<typeof plansOf>
  onSet: (changes: ToSet[]) => Promise<void>
}

/** The plan on a phone: a card for each line with this month and the year, its months in a panel. */
export function PlanCards({ grid, cells, plans, onSet }: Props) {
  const texts = usePlansTexts()
  const { today } = useViewer()
  const { short } = useWritten(grid.metric)
  const [opened, setOpened] = useState<PlanRow>()
  const month = today.slice(0, 4) === String(grid.year) ? today.slice(0, 7) : (grid.months[0]?.month ?? '')
  return (
    <>
      <ul className={css.cards}>
        {grid.rows.map((row) => {
          const all = grid.months.map((one) => plans.get(one.month)?.get(row.subjectId))
          const known = all.some((plan) => plan?.plan != null)
          const year = all.reduce((sum, plan) => sum + (plan?.plan ?? 0), 0)
          const rest = all.reduce((sum, plan) => sum + (plan?.undistributed ?? 0), 0)
          return (
            <li key={row.subjectId}>
              <button
                type="button"
                className={css.card}
                data-strong={row.level !== 'person' || undefined}
                aria-label={`${row.name}. ${texts.card.open}`}
                style={{ paddingLeft: 16 + row.depth * 12 }}
                onClick={() => setOpened(row)}
              >
                <span>
                  {row.name}
                  {rest !== 0 && (
                    <small data-warn>{rest > 0 ? texts.restMark(short(rest)) : texts.overMark(short(-rest))}</small>
                  )}
                </span>
                <span>
                  {short(plans.get(month)?.get(row.subjectId)?.plan)}
                  <small>{`${texts.card.year} ${short(known ? year : null)}`}</small>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {opened && (
        <MonthsPanel
          row={opened}
          grid={grid}
          cells={cells}
          plans={plans}
          onSet={onSet}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}

function MonthsPanel({ row, grid, cells, plans, onSet, onClose }: Props & { row: PlanRow; onClose: () => void }) {
  const texts = usePlansTexts()
  const kit = useKitTexts()
  const format = useFormat()
  const { write, isMoney } = useWritten(grid.metric)
  const ownOf = (month: string) => cells.get(cellKey(row.subjectId, month))?.amountMinor ?? null
  const [typed, setTyped] = useState<ReadonlyMap<string, number | null>>(new Map())
  const changes = [...typed].filter(([month, amountMinor]) => amountMinor !== ownOf(month))
  const wrong = changes.some(([, amountMinor]) => Number.isNaN(amountMinor))
  const save = async () => {
    await onSet(changes.map(([month, amountMinor]) => ({ subjectId: row.subjectId, month, amountMinor })))
    onClose()
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={row.name}
      footer={
        row.editable && (
          <Button disabled={changes.length === 0 || wrong} onClick={() => void save()}>
            {kit.save}
          </Button>
        )
      }
    >
      <div className={css.fields}>
        {grid.months.map(({ month, workingDays }, index) => {
          const below = plans.get(month)?.get(row.subjectId)?.below
          const detail = [texts.days(workingDays), below != null && write(below)].filter(Boolean).join(' · ')
          return (
            <MeasureField
              key={month}
              unit={isMoney ? 'money' : 'count'}
              label={format.month(month)}
              description={detail}
              disabled={!row.editable || row.cells[index]?.outside === true}
              value={typed.has(month) ? (typed.get(month) ?? null) : ownOf(month)}
              onChange={(amountMinor) => setTyped(new Map(typed).set(month, amountMinor && Math.round(amountMinor)))}
              error={Number.isNaN(typed.get(month)) && ' '}
            />
          )
        })}
      </div>
    </SidePanel>
  )
}
