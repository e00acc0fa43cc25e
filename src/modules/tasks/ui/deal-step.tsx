import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import type { CardPartProps } from '#web/kit/routing.tsx'
import { CloseTaskDialog } from './close-dialog.tsx'
import { QuickAdd } from './quick-add.tsx'
import { StepWords } from './step-words.tsx'
import css from './tasks.module.css'
import { useTask, useTasksTexts } from './use-tasks.ts'

/** The next step of a deal in one line: what, when, whose; closing it asks for the result and the step after it. */
export function DealStep({ id, mayEdit }: CardPartProps) {
  const texts = useTasksTexts()
  const words = texts.step
  const { data: card } = useQuery({ queryKey: ['deals', 'get', { id }], queryFn: () => api.deals.get({ id }) })
  const { data } = useQuery({
    queryKey: ['tasks', 'next-step', { id }],
    queryFn: () => api.tasks.nextSteps({ dealIds: [id] }),
  })
  const [adding, setAdding] = useState(false)
  const [left, setLeft] = useState(false)
  const [closing, setClosing] = useState(false)
  const step = data?.rows[0]
  const { data: task } = useTask(step?.kind === 'task' ? (step.recordId ?? undefined) : undefined)
  // A deal that is won or lost asks for no step; one that it still has is shown.
  if (!data || (!step && card?.stage.meaning !== 'open')) return null
  return (
    <div
      className={css.step}
      role="group"
      aria-label={words.label}
      data-none={step ? undefined : true}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !adding) return
        event.stopPropagation()
        setAdding(false)
        setLeft(true)
      }}
    >
      <span>{step ? `${words.label}:` : words.none}</span>
      {step ? (
        <StepWords step={step} />
      ) : (
        mayEdit &&
        (adding ? (
          <QuickAdd about={{ dealId: id }} autoFocus onMade={() => setAdding(false)} />
        ) : (
          <Button variant="default" autoFocus={left} onClick={() => setAdding(true)}>
            {words.plan}
          </Button>
        ))
      )}
      {step && task?.may.close && (
        <Button variant="default" onClick={() => setClosing(true)}>
          {texts.close.button}
        </Button>
      )}
      <CloseTaskDialog task={closing ? task : undefined} onDone={() => setClosing(false)} />
    </div>
  )
}
