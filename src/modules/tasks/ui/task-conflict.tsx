import { Button, Modal } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './tasks.module.css'
import { useDueText, useDueTime } from './use-due-text.ts'
import type { Conflict, TaskEdit } from './use-task-edit.tsx'
import { type Task, useTaskReference, useTasksTexts } from './use-tasks.ts'

/** Two people changed one task: what it is now beside what was to be written. */
export function TaskConflict({ edit }: { task: Task; edit: TaskEdit }) {
  const { conflict: words } = useTasksTexts()
  return (
    <Modal
      opened={edit.conflict !== undefined}
      onClose={edit.keepCurrent}
      title={<strong>{words.title}</strong>}
      size={520}
      transitionProps={{ duration: 100 }}
    >
      {edit.conflict && (
        <div className={css.dialog}>
          <p className={css.quiet}>{words.text}</p>
          <Comparison conflict={edit.conflict} />
          <div className={css.buttons}>
            <Button variant="default" data-autofocus onClick={edit.keepCurrent}>
              {words.keep}
            </Button>
            <Button onClick={edit.putMine}>{words.put}</Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

function Comparison({ conflict: { mine, current } }: { conflict: Conflict }) {
  const texts = useTasksTexts()
  const format = useFormat()
  const dueText = useDueText()
  const dueTime = useDueTime()
  const { data: reference } = useTaskReference()
  const nameOf = (id: string | null | undefined) =>
    reference?.people.find((one) => one.id === id)?.name ?? format.noData
  const due = (dueOn: string, time: string | null) => dueText({ dueOn, dueTime: time })
  const lines = [
    mine.title !== undefined && [texts.card.title, current.title, mine.title],
    mine.note !== undefined && [texts.card.note, current.note, mine.note],
    mine.ownerId !== undefined && [texts.card.owner, current.owner.name, nameOf(mine.ownerId)],
    (mine.dueOn !== undefined || mine.dueTime !== undefined) && [
      texts.card.dueOn,
      due(current.dueOn, dueTime(current)),
      due(mine.dueOn ?? current.dueOn, mine.dueTime === undefined ? dueTime(current) : mine.dueTime),
    ],
    mine.priority && [texts.card.priority, texts.priority[current.priority], texts.priority[mine.priority]],
    mine.horizon && [texts.card.horizon, texts.horizon[current.horizon], texts.horizon[mine.horizon]],
    mine.repeat !== undefined && [
      texts.card.repeat,
      current.repeat ? texts.repeat[current.repeat] : texts.noRepeat,
      mine.repeat ? texts.repeat[mine.repeat] : texts.noRepeat,
    ],
    mine.checklist && [
      texts.card.checklist,
      current.checklist.map(({ text }) => text).join(', '),
      mine.checklist.map(({ text }) => text).join(', '),
    ],
  ].filter((line) => Array.isArray(line))
  return (
    <dl className={css.facts}>
      {lines.map(([label, now, wanted]) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd>
            {texts.conflict.current}: {now ?? texts.history.empty}
            <br />
            {texts.conflict.mine}: {wanted ?? texts.history.empty}
          </dd>
        </div>
      ))}
    </dl>
  )
}
