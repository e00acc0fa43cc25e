import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonPicker } from '#web/kit/choice.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import css from './goals.module.css'
import { type GoalAnswer, useChoices, useGoalsTexts } from './use-goals.ts'

/** Tasks under a goal; a new one needs what will be there and by when. */
export function GoalTasks({ answer: { goal, tasks } }: { answer: GoalAnswer }) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const words = texts.panel
  const client = useQueryClient()
  const errorText = useErrorText()
  const viewer = useViewer()
  const { data } = useChoices()
  const [isOpen, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [result, setResult] = useState('')
  const [dueOn, setDue] = useState('')
  const [ownerId, setOwner] = useState<string | null>(goal.ownerId ?? goal.responsibleId)
  const [mistake, setMistake] = useState<string>()
  const submit = async () => {
    try {
      await api.goals.addTask({
        id: goal.id,
        title,
        ownerId: ownerId ?? viewer.id,
        dueOn: dueOn || null,
        result: result || null,
      })
      setTitle('')
      setResult('')
      setMistake(undefined)
      setOpen(false)
      await client.invalidateQueries({ queryKey: ['goals'] })
      await client.invalidateQueries({ queryKey: ['tasks'] })
    } catch (thrown) {
      setMistake(errorText(thrown))
    }
  }
  return (
    <section className={css.block}>
      <h3>{words.tasks}</h3>
      {tasks.length === 0 && <p className={css.quiet}>{words.noTasks}</p>}
      <ul className={css.said}>
        {tasks.map((task) => (
          <li key={task.id} data-state={task.state}>
            <Link to="/tasks" search={{ task: task.id }}>
              {task.title}
            </Link>
            <span className={css.quiet}>
              {[task.ownerName, format.dayFull(task.dueOn), task.result].filter(Boolean).join(' · ')}
              {task.state === 'open' && task.dueOn < viewer.today && (
                <span className={css.overdue}>{` · ${texts.overdue(1)}`}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {goal.may.checkIn && !isOpen && (
        <Button className={css.start ?? ''} variant="default" onClick={() => setOpen(true)}>
          {words.addTask}
        </Button>
      )}
      {isOpen && (
        <div className={css.fields}>
          <TextInput
            label={words.taskTitle}
            required
            value={title}
            maxLength={500}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextInput
            label={words.taskResult}
            required
            value={result}
            maxLength={500}
            onChange={(event) => setResult(event.currentTarget.value)}
          />
          <div className={css.row}>
            <TextInput
              type="date"
              label={words.taskDue}
              required
              value={dueOn}
              onChange={(event) => setDue(event.currentTarget.value)}
            />
            <PersonPicker
              label={words.taskOwner}
              options={(data?.responsible ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={ownerId}
              onChange={setOwner}
            />
          </div>
          {mistake && (
            <p role="alert" className={css.mistake}>
              {mistake}
            </p>
          )}
          <Button className={css.start ?? ''} disabled={title.trim() === ''} onClick={() => void submit()}>
            {words.addTask}
          </Button>
        </div>
      )}
    </section>
  )
}
