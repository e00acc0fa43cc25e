import { Button, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day, eachDay } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { PersonPicker } from '#web/kit/choice.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import css from './norms.module.css'
import { useNormsTexts, useRules } from './use-norms.ts'

/** Days of a person that do not count, with the reason. */
export function ExcusePanel({ onClose }: { onClose: () => void }) {
  const texts = useNormsTexts()
  const words = texts.excuse
  const client = useQueryClient()
  const errorText = useErrorText()
  const { today } = useViewer()
  const { data } = useRules()
  const [personId, setPerson] = useState<string | null>(null)
  const [from, setFrom] = useState<string>(today)
  const [to, setTo] = useState<string>(today)
  const [reason, setReason] = useState('')
  const [mistake, setMistake] = useState<string>()
  const submit = async () => {
    try {
      await api.norms.excuse({ personId: personId ?? '', days: eachDay(from as Day, addDays(to as Day, 1)), reason })
      say(words.done)
      await client.invalidateQueries({ queryKey: ['norms'] })
      onClose()
    } catch (thrown) {
      setMistake(errorText(thrown))
    }
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button disabled={!personId || reason.trim() === '' || from === '' || to < from} onClick={() => void submit()}>
          {words.submit}
        </Button>
      }
    >
      <div className={css.fields}>
        <p className={css.quiet}>{words.text}</p>
        <PersonPicker
          label={words.person}
          options={(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={personId}
          onChange={setPerson}
        />
        <div className={css.row}>
          <TextInput
            type="date"
            label={words.from}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput type="date" label={words.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
        <Textarea
          label={words.reason}
          autosize
          minRows={2}
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
    </SidePanel>
  )
}
