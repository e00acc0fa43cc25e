import { useState } from 'react'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import type { Editor } from './use-deal-edit.ts'
import { MoneyInput } from './money-input.tsx'

/** Saved by Enter and by leaving the field. */
export function MoneyEditor({
  editor,
  label,
  value,
  currency,
}: {
  editor: Editor
  label: string
  value: number
  currency: string
}) {
  const [minor, setMinor] = useState<number | null>(value)
  const save = () => (minor === value || minor === null ? editor.cancel() : editor.save({ amountMinor: minor }))
  return (
    <MoneyInput
      {...ownEscape}
      aria-label={label}
      value={minor}
      onChange={setMinor}
      currency={currency}
      autoFocus
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}
