import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day, weekday } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { asItIs, type WhatIf } from '../calc/decompose.ts'
import type { ContactKind } from '../calc/profile.ts'
import css from './decomposition.module.css'
import type { DecompositionInput } from './filters.ts'
import { useDecompositionTexts } from './use-decomposition.ts'

type Props = {
  people: readonly string[]
  input: DecompositionInput
  whatIf?: WhatIf
  onClose: (isDone: boolean) => void
}

type Issued = Awaited<ReturnType<typeof api.decomposition.issue>>

/** What is needed becomes a norm from a day on: next Monday unless said. */
export function IssuePanel({ people, input, whatIf = asItIs, onClose }: Props) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.issuing
  const client = useQueryClient()
  const errorText = useErrorText()
  const { today } = useViewer()
  const [from, setFrom] = useState<string>(nextMonday(today as Day))
  const [kinds, setKinds] = useState<ContactKind[]>(['call', 'meeting'])
  const [mistake, setMistake] = useState<string>()
  const [issued, setIssued] = useState<Issued>()
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    try {
      setIssued(await api.decomposition.issue({ personIds: [...people], ...input, from, kinds, whatIf }))
      setMistake(undefined)
      await client.invalidateQueries({ queryKey: ['decomposition'] })
      await client.invalidateQueries({ queryKey: ['norms'] })
    } catch (thrown) {
      setMistake(errorText(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <SidePanel
      opened
      onClose={() => onClose(issued !== undefined)}
      title={words.title}
      footer={
        !issued && (
          <Button loading={isBusy} disabled={kinds.length === 0} onClick={() => void submit()}>
            {words.submit(people.length)}
          </Button>
        )
      }
    >
      {issued ? (
        <div className={css.fields} role="status">
          <b>{words.done(issued.issued.length)}</b>
          {issued.left.length > 0 && (
            <>
              <span>{words.left}</span>
              <ul>
                {issued.left.map(({ personId, name, reason }) => (
                  <li key={personId}>{`${name}: ${words.reasons[reason]}`}</li>
                ))}
              </ul>
            </>
          )}
          <Link to="/norms">{words.toNorms}</Link>
        </div>
      ) : (
        <div className={css.fields}>
          <p className={css.quiet}>{words.text}</p>
          <TextInput
            type="date"
            label={words.from}
            description={from ? format.dayLong(from) : undefined}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <Checkbox.Group label={words.kinds} value={kinds} onChange={(next) => setKinds(next)}>
            <div className={css.checks}>
              {(['call', 'meeting', 'demo', 'email', 'message'] as const).map((kind) => (
                <Checkbox key={kind} value={kind} label={texts.kinds[kind]} />
              ))}
            </div>
          </Checkbox.Group>
          {mistake && (
            <p role="alert" className={css.mistake}>
              {mistake}
            </p>
          )}
        </div>
      )}
    </SidePanel>
  )
}

function nextMonday(today: Day): Day {
  return addDays(today, 8 - weekday(today))
}
