import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { PlanGrid } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'

/** Proposes the present plan of a subject and all below it for some months. */
export function ProposeForm({ grid }: { grid: PlanGrid }) {
  const texts = usePlansTexts()
  const words = texts.approval
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const { today } = useViewer()
  const running = today.slice(0, 4) === String(grid.year) ? today.slice(0, 7) : (grid.months[0]?.month ?? '')
  const groups = grid.rows.filter((row) => row.level !== 'person')
  const subjects = groups.length > 0 ? groups : grid.rows
  const [subjectId, setSubject] = useState(subjects[0]?.subjectId ?? null)
  const [fromMonth, setFrom] = useState<string | null>(running)
  const [toMonth, setTo] = useState<string | null>(running)
  const [reason, setReason] = useState('')
  const propose = useMutation({
    mutationFn: () =>
      api.plans.propose({
        metric: grid.metric,
        level: subjects.find((row) => row.subjectId === subjectId)?.level ?? 'department',
        subjectId: subjectId ?? '',
        fromMonth: fromMonth ?? running,
        toMonth: toMonth ?? running,
        reason: reason.trim(),
      }),
    onSuccess: () => {
      setReason('')
      say(words.proposed)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['plans', 'versions'] }),
  })
  const months = grid.months.map(({ month }) => ({ value: month, label: format.month(month) }))
  return (
    <form
      className={css.fields}
      onSubmit={(event) => {
        event.preventDefault()
        propose.mutate()
      }}
    >
      <Choice
        label={words.whose}
        value={subjectId}
        onChange={setSubject}
        options={subjects.map((row) => ({ value: row.subjectId, label: row.name }))}
      />
      <FieldRow>
        <Choice label={words.from} value={fromMonth} onChange={setFrom} options={months} />
        <Choice label={words.to} value={toMonth} onChange={setTo} options={months} />
      </FieldRow>
      <Textarea
        label={words.reason}
        required
        autosize
        minRows={1}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {propose.error && <p role="alert">{errorText(propose.error)}</p>}
      <div className={css.buttons}>
        <Button type="submit" loading={propose.isPending} disabled={!subjectId || reason.trim() === ''}>
          {words.propose}
        </Button>
      </div>
    </form>
  )
}
