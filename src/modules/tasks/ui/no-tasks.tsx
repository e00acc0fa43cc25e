import { Button } from '@mantine/core'
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { isFiltered, type TasksSearch } from './filters.ts'
import { useTasksTexts } from './use-tasks.ts'

type NoTasksProps = { search: TasksSearch; mayCreate: boolean; onNew: () => void; onReset: () => void }

/** What stands in the place of an empty list; whoever may give no tasks is not told to write one. */
export function NoTasks({ search, mayCreate, onNew, onReset }: NoTasksProps) {
  const texts = useTasksTexts()
  const words = texts.empty
  if (isFiltered(search)) return <NothingFound title={words.filtered} onReset={onReset} />
  const isPlain = mayCreate && (search.view === 'today' || search.view === 'week')
  return (
    <EmptyState
      icon={IconChecklist}
      title={words[search.view]}
      {...(isPlain && { text: words.text, steps: words.steps })}
      action={
        isPlain && (
          <Button variant="default" onClick={onNew}>
            {texts.quick.label}
          </Button>
        )
      }
    />
  )
}
