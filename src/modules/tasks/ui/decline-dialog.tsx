import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { type Task, useTasksChanged, useTasksTexts } from './use-tasks.ts'

/** Asks why the task is refused, and of a repeated one whether the next ones are refused with it. Open while there is a task. */
export function DeclineDialog({ task, onDone }: { task: Task | undefined; onDone: () => void }) {
  const { decline: words } = useTasksTexts()
  const changed = useTasksChanged()
  const errorText = useErrorText()
  const [series, setSeries] = useState(false)
  const isRepeated = task !== undefined && task.repeat !== null
  const leave = () => {
    setSeries(false)
    onDone()
  }
  const decline = async (reason: string) => {
    if (!task) return
    try {
      await sendInTurn(`task:${task.id}`, task.version, (version) =>
        api.tasks.decline({ id: task.id, version, reason, series }),
      )
      say(!isRepeated ? words.declined : series ? words.declinedForGood : words.declinedOnce)
      leave()
      changed()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <ReasonDialog
      opened={task !== undefined}
      title={words.title}
      text={words.text}
      label={words.label}
      confirm={words.confirm}
      onCancel={leave}
      onConfirm={decline}
    >
      {isRepeated && (
        <Radio.Group
          label={words.repeated}
          value={series ? 'series' : 'once'}
          onChange={(value) => setSeries(value === 'series')}
        >
          <Stack gap={6} mt={6}>
            <Radio value="once" label={words.once} />
            <Radio value="series" label={words.series} />
          </Stack>
        </Radio.Group>
      )}
    </ReasonDialog>
  )
}
