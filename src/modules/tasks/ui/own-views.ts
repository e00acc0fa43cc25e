import type { Outputs } from '#core/http/contract.ts'
import type { OwnView } from '#web/kit/view-row.tsx'
import { type tasksContract, type TaskView, taskViews } from '../contract.ts'
import type { useTasksTexts } from './use-tasks.ts'

type Given = {
  texts: ReturnType<typeof useTasksTexts>
  counts: Outputs<typeof tasksContract>['counts'] | undefined
  /** None, when a saved view is open. */
  active: TaskView | undefined
  /** Without people below there is no team to look at. */
  hasTeam: boolean
  open: (view: TaskView) => void
}

/** The views of tasks with their counts. */
export function ownViews({ texts, counts, active, hasTeam, open }: Given): OwnView[] {
  return taskViews
    .filter((view) => hasTeam || (view !== 'team' && view !== 'given') || view === active)
    .map((view) => ({
      id: view,
      label: texts.views[view],
      count: view === 'done' || view === 'all' ? undefined : counts?.[view],
      isBad: view === 'overdue',
      isActive: view === active,
      open: () => open(view),
    }))
}
