import { Button, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { Section } from '#web/kit/page.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { StrategyBody } from '../contract.ts'
import css from './goals.module.css'
import { type StrategyAnswer, useGoalsTexts } from './use-goals.ts'

const nothing: StrategyBody = { summary: '', segments: [], methods: [], tools: [], risks: [] }
const weights = ['low', 'middle', 'high'] as const

type Props = { current: StrategyAnswer['current']; latest: number; onClose: () => void }

/** The next version of the strategy. What was typed stays when somebody was faster. */
export function StrategyForm({ current, latest, onClose }: Props) {
  const texts = useGoalsTexts()
  const words = texts.strategy
  const client = useQueryClient()
  const errorText = useErrorText()
  const [body, setBody] = useState<StrategyBody>(current?.body ?? nothing)
  const [base, setBase] = useState(latest)
  const [reason, setReason] = useState('')
  const [mistake, setMistake] = useState<string>()
  const set = (change: Partial<StrategyBody>) => setBody({ ...body, ...change })
  const submit = async () => {
    const filled = {
      ...body,
      segments: body.segments.filter(({ name }) => name.trim() !== ''),
      risks: body.risks.filter(({ risk }) => risk.trim() !== ''),
    }
    try {
      const { version } = await api.goals.writeStrategy({ body: filled, reason, baseVersion: base })
      say(words.saved(version))
      await client.invalidateQueries({ queryKey: ['goals', 'strategy'] })
      onClose()
    } catch (thrown) {
      setMistake(errorText(thrown))
      // Saved once more, it stands above the version that was written meanwhile.
      const { versions } = await api.goals.strategy({})
      setBase(versions[0]?.version ?? 0)
      await client.invalidateQueries({ queryKey: ['goals', 'strategy'] })
    }
  }
  const lines = (id: 'methods' | 'tools') => (
    <Textarea
      label={words[id]}
      description={words.oneALine}
      autosize
      minRows={3}
      value={body[id].join('\n')}
      onChange={(event) => set({ [id]: event.currentTarget.value.split('\n') })}
      onBlur={() => set({ [id]: body[id].map((line) => line.trim()).filter(Boolean) })}
    />
  )
  return (
    <Section
      title={words.write}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button disabled={reason.trim() === ''} onClick={() => void submit()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <Textarea
          label={words.summary}
          autosize
          minRows={2}
          maxLength={2000}
          value={body.summary}
          onChange={(event) => set({ summary: event.currentTarget.value })}
        />
        <Rows
          title={words.segments}
          rows={body.segments}
          empty={{ name: '', why: '', offer: '' }}
          onChange={(segments) => set({ segments })}
          fields={(['name', 'why', 'offer'] as const).map((id) => ({ id, label: words.segment[id] }))}
        />
        {lines('methods')}
        {lines('tools')}
        <Rows
          title={words.risks}
          rows={body.risks}
          empty={{ risk: '', answer: '', weight: 'middle' as const }}
          onChange={(risks) => set({ risks })}
          fields={(['risk', 'answer'] as const).map((id) => ({ id, label: words.risk[id] }))}
          more={(row, change) => (
            <Choice
              label={words.risk.weight}
              options={weights.map((weight) => ({ value: weight, label: words.weights[weight] }))}
              value={row.weight}
              onChange={(weight) => change({ ...row, weight: (weight ?? 'middle') as typeof row.weight })}
            />
          )}
        />
        <TextInput
          label={words.reason}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {mistake && (
          <p role="alert" className={css.mistake}>
            {mistake}
          </p>
        )}
      </div>
    </Section>
  )
}

type RowsProps<Row extends object> = {
  title: string
  rows: readonly Row[]
  empty: Row
  fields: readonly { id: keyof Row & string; label: string }[]
  more?: (row: Row, change: (next: Row) => void) => React.ReactNode
  onChange: (rows: Row[]) => void
}

function Rows<Row extends object>({ title, rows, empty, fields, more, onChange }: RowsProps<Row>) {
  const words = useGoalsTexts().strategy
  return (
    <fieldset className={css.rows}>
      <legend>{title}</legend>
      {rows.map((row, index) => (
        // The place is all that a row has.
        <div key={`${title} ${index + 1}`} className={css.row}>
          {fields.map(({ id, label }) => (
            <TextInput
              key={id}
              label={label}
              value={String(row[id])}
              onChange={(event) => onChange(rows.with(index, { ...row, [id]: event.currentTarget.value }))}
            />
          ))}
          {more?.(row, (next) => onChange(rows.with(index, next)))}
          <Button variant="subtle" onClick={() => onChange(rows.filter((_, place) => place !== index))}>
            {words.removeRow}
          </Button>
        </div>
      ))}
      <Button className={css.start ?? ''} variant="default" onClick={() => onChange([...rows, empty])}>
        {words.addRow}
      </Button>
    </fieldset>
  )
}
