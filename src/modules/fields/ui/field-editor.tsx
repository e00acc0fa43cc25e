import { useEffect, useRef, useState } from 'react'
import { checkedValue } from '../calc/checked-value.ts'
import type { Field, FieldValue } from '../contract.ts'
import { FieldInput } from './field-input.tsx'
import { type People, useFieldsTexts } from './use-fields.ts'

type Props = {
  field: Pick<Field, 'name' | 'kind' | 'options'>
  value: FieldValue | undefined
  people?: People | undefined
  onSave: (value: FieldValue | null) => void
  /** The editor is left as it was. */
  onCancel: () => void
}

/**
 * Edits a value in its place. A choice saves by choosing, anything else by Enter (a text by Ctrl+Enter) and by leaving; what is wrong stays and says
 * so. Escape belongs to whoever draws the editor.
 */
export function FieldEditor({ field, value, people, onSave, onCancel }: Props) {
  const texts = useFieldsTexts()
  const [draft, setDraft] = useState<FieldValue | null>(value ?? null)
  const [problem, setProblem] = useState<string>()
  const frame = useRef<HTMLDivElement>(null)
  const savesByChoosing = field.kind === 'choice' || field.kind === 'person'
  useEffect(() => {
    const input = frame.current?.querySelector<HTMLElement>('input, textarea')
    input?.focus()
    if (field.kind !== 'date') input?.click()
  }, [field.kind])

  const save = (next: FieldValue | null) => {
    const checked = checkedValue(field, next, value)
    if (!checked.ok) setProblem(texts.problems[checked.problem])
    else if (JSON.stringify(checked.value) === JSON.stringify(value ?? null)) onCancel()
    else onSave(checked.value)
  }
  return (
    <div
      ref={frame}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        if (savesByChoosing) onCancel()
        else save(draft)
      }}
    >
      <FieldInput
        field={field}
        value={draft}
        people={people}
        aria-label={field.name}
        error={problem}
        data-mantine-stop-propagation
        onChange={(next) => {
          setDraft(next)
          setProblem(undefined)
          if (savesByChoosing) save(next)
        }}
        onKeyDown={(event) => {
          const isEnter = event.key === 'Enter' && !savesByChoosing && field.kind !== 'choices'
          if (!isEnter || (field.kind === 'text' && !event.ctrlKey && !event.metaKey)) return
          event.preventDefault()
          save(draft)
        }}
      />
    </div>
  )
}
