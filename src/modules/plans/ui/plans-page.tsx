import { Alert, Button, TextInput } from '@mantine/core'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { useState } from 'react'
import { yearOf, type Day } from '#core/calendar/day.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState, useGo } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useViewer } from '#web/session.tsx'
import { ApprovalPanel } from './approval-panel.tsx'
import { CopyPanel } from './copy-panel.tsx'
import { DaysPanel } from './days-panel.tsx'
import { DistributePanel } from './distribute-panel.tsx'
import { exportPlan } from './export-plan.ts'
import { FilePanel } from './file-panel.tsx'
import { cellKey, type ToSet } from './grid-model.ts'
import { HistoryPanel } from './history-panel.tsx'
import { PartsGrid } from './parts-grid.tsx'
import { PlanActions } from './plan-actions.tsx'
import { PlanCards } from './plan-cards.tsx'
import { PlanTable } from './plan-table.tsx'
import css from './plans.module.css'
import { SeasonPanel } from './season-panel.tsx'
import { SliceFilters } from './slice-filters.tsx'
import { usePlanCells } from './use-plan-cells.ts'
import { usePlansTexts } from './use-plans-texts.ts'
import { type Panel, planSearch, type PlanSearch, useWritten } from './use-slice.ts'
import { YearSplitPanel } from './year-split-panel.tsx'

/** The plan of a year: a grid of months by sellers that is typed, pasted, taken from last year and shared between people. */
export function PlansPage() {
  const [search, change] = useSearchState(planSearch)
  // What is typed belongs to one plan: another metric or tier begins anew.
  return <YearPlan key={`${search.metric} ${search.tier}`} search={search} change={change} />
}

type Props = { search: PlanSearch; change: (next: Partial<PlanSearch>) => void }

function YearPlan({ search, change }: Props) {
  const texts = usePlansTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const phone = usePhone()
  const go = useGo()
  const { today } = useViewer()
  const year = search.year ?? yearOf(today as Day)
  const plan = usePlanCells(year, { metric: search.metric, tier: search.tier })
  const { short } = useWritten(search.metric)
  const { grid, plans, cells } = plan
  const [note, setNote] = useState('')
  const { panel } = search
  const setPanel = (next?: Panel) => change({ panel: next })
  const [typing, setTyping] = useState(false)

  const mayEdit = grid?.rows.some((row) => row.editable) ?? false
  const isEmpty = ![...cells.values()].some((cell) => cell.amountMinor !== null)
  const hasPeople = grid?.rows.some((row) => row.level !== 'company') ?? false
  const days = grid?.months.reduce((sum, month) => sum + month.workingDays, 0) ?? 0
  const tops = grid?.rows.filter((row) => row.parentId === null) ?? []
  const total = [...(plans?.values() ?? [])].reduce(
    (sum, month) => sum + tops.reduce((all, row) => all + (month.get(row.subjectId)?.plan ?? 0), 0),
    0,
  )
  /** Writes a proposal and offers to take it back. */
  const apply = async (proposed: readonly ToSet[], reason: string, done: string) => {
    const before = proposed.map(({ subjectId, month }) => ({
      subjectId,
      month,
      amountMinor: cells.get(cellKey(subjectId, month))?.amountMinor ?? null,
    }))
    setPanel()
    setTyping(true)
    await plan.set(proposed, reason)
    undo({ text: done, onUndo: () => plan.set(before) })
  }

  return (
    <Page
      layout={phone || search.cut !== 'all' ? 'flow' : 'fill'}
      title={texts.title}
      scope={grid && [texts.scope(year, days), !isEmpty && texts.total(short(total))].filter(Boolean).join(' · ')}
      actions={
        <PlanActions
          mayEdit={mayEdit}
          onPanel={setPanel}
          onExport={() => void exportPlan({ year, metric: search.metric, tier: search.tier })}
        />
      }
      filters={
        <FilterBar
          end={
            mayEdit && !phone && (typing || !isEmpty) ? (
              <div className={css.reason}>
                <span role="status" className={css.saved}>
                  {plan.isSaving ? texts.saving : note !== '' || typing ? texts.saved : ''}
                </span>
                <TextInput
                  aria-label={texts.reason}
                  placeholder={texts.reason}
                  maxLength={500}
                  value={note}
                  onChange={(event) => setNote(event.currentTarget.value)}
                />
              </div>
            ) : undefined
          }
        >
          <PeriodPicker
            value={String(year)}
            today={today}
            kinds={['year']}
            onChange={(key) => change({ year: Number(key.slice(0, 4)) })}
          />
          <SliceFilters search={search} change={change} />
        </FilterBar>
      }
    >
      {plan.error !== undefined && (
        <Alert color="red" role="alert" withCloseButton closeButtonLabel={texts.close} onClose={plan.forget}>
          {errorText(plan.error)}
        </Alert>
      )}
      {grid && !grid.calendarPublished && <p className={css.hint}>{texts.estimated}</p>}
      {plan.query.error && !grid ? (
        <ErrorState error={plan.query.error} onRepeat={() => void plan.query.refetch()} />
      ) : !grid || !plans ? (
        <SkeletonBlock height={480} />
      ) : search.cut !== 'all' ? (
        <PartsGrid grid={grid} cut={search.cut} of={search.of} onOf={(of) => change({ of })} />
      ) : isEmpty && !typing ? (
        <EmptyState
          icon={IconTargetArrow}
          title={texts.empty.title(year)}
          text={hasPeople ? (mayEdit ? texts.empty.text : texts.empty.readOnly) : texts.empty.people}
          {...(mayEdit && hasPeople && { steps: texts.empty.steps })}
          action={
            mayEdit &&
            (hasPeople ? (
              <div className={css.buttons}>
                <Button onClick={() => setPanel('copy')}>{texts.empty.copy}</Button>
                <Button variant="default" onClick={() => setTyping(true)}>
                  {texts.empty.type}
                </Button>
              </div>
            ) : (
              <Button onClick={() => go({ to: '/people' })}>{texts.empty.addPeople}</Button>
            ))
          }
        />
      ) : phone ? (
        <PlanCards grid={grid} cells={cells} plans={plans} onSet={(changes) => plan.set(changes)} />
      ) : (
        <PlanTable
          grid={grid}
          plans={plans}
          conflicts={plan.conflicts}
          onSet={(changes) => void plan.set(changes, note)}
        />
      )}
      {panel === 'copy' && grid && <CopyPanel grid={grid} onClose={() => setPanel()} onApply={apply} />}
      {panel === 'distribute' && grid && (
        <DistributePanel grid={grid} cells={cells} onClose={() => setPanel()} onApply={apply} />
      )}
      {panel === 'history' && <HistoryPanel year={year} metric={search.metric} onClose={() => setPanel()} />}
      {panel === 'approval' && grid && <ApprovalPanel grid={grid} onClose={() => setPanel()} />}
      {panel === 'season' && <SeasonPanel metric={search.metric} year={year} onClose={() => setPanel()} />}
      {panel === 'days' && grid && <DaysPanel grid={grid} onClose={() => setPanel()} />}
      {panel === 'yearSplit' && grid && <YearSplitPanel grid={grid} onClose={() => setPanel()} onApply={apply} />}
      {panel === 'import' && grid && <FilePanel grid={grid} onClose={() => setPanel()} onApply={apply} />}
    </Page>
  )
}
