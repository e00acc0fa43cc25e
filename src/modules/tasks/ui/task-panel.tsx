import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { TaskCard } from './task-card.tsx'
import { useTask, useTasksTexts } from './use-tasks.ts'

/** A task at the right edge, over any page; without an id it is shut. */
export function TaskPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const texts = useTasksTexts()
  const { data: task, error, refetch } = useTask(id)
  const isGone = error && toApiError(error).code === 'NOT_FOUND'
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} width={520} title={texts.card.label}>
      {isGone ? (
        <EmptyState title={texts.card.gone} text={texts.card.goneText} />
      ) : task ? (
        <TaskCard key={task.id} task={task} onGone={onClose} />
      ) : error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <SkeletonForm fields={7} />
      )}
    </SidePanel>
  )
}
