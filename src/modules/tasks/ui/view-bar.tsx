import { UnstyledButton } from '@mantine/core'
import type { Outputs } from '#core/http/contract.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { type tasksContract, type TaskView, taskViews } from '../contract.ts'
import css from './tasks.module.css'
import { useTasksTexts } from './use-tasks.ts'

type Props = {
  /** None, when a saved view is open. */
  view: TaskView | undefined
  counts: Outputs<typeof tasksContract>['counts'] | undefined
  /** Without people below there is no team to look at. */
  hasTeam: boolean
  onChange: (view: TaskView) => void
}

/** The views of tasks with their counts. */
export function ViewBar({ view, counts, hasTeam, onChange }: Props) {
  const texts = useTasksTexts()
  const format = useFormat()
  const shown = taskViews.filter((one) => hasTeam || (one !== 'team' && one !== 'given') || one === view)
  return (
    <nav className={css.views} aria-label={texts.viewsLabel} title={texts.keys}>
      {shown.map((one) => {
        const count = one === 'done' || one === 'all' ? 0 : (counts?.[one] ?? 0)
        return (
          <UnstyledButton
            key={one}
            className={css.view}
            aria-current={one === view ? 'page' : undefined}
            onClick={() => onChange(one)}
          >
            {texts.views[one]}
            {count > 0 && <b data-late={one === 'overdue' || undefined}>{format.number(count)}</b>}
          </UnstyledButton>
        )
      })}
    </nav>
  )
}
