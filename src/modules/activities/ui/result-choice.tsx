import { TextInput } from '@mantine/core'
import { Choice } from '#web/kit/choice.tsx'
import type { ActivityKind } from '../contract.ts'
import { useActivityTexts, useResultsOf } from './use-activities.ts'

type Props = { kind: ActivityKind | undefined; value: string; onChange: (value: string) => void }

/** What came of it in one field: a result of the list by its id; of a task, or where there is no list, words. */
export function ResultChoice({ kind, value, onChange }: Props) {
  const texts = useActivityTexts()
  const results = useResultsOf(kind ?? 'call')
  if (!kind || results.length === 0) {
    return (
      <TextInput
        aria-label={texts.outcome.fromList}
        placeholder={texts.outcome.fromList}
        maxLength={5_000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <Choice
      aria-label={texts.outcome.fromList}
      placeholder={texts.outcome.fromListHint}
      options={results.map(({ id, name }) => ({ value: id, label: name }))}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}
