import { useState } from 'react'
import type { Currency } from '#core/money/currency.ts'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import type { Editor } from './use-deal-edit.ts'

/** Saved by Enter and by leaving the field; what is no amount stays and says so. */
export function MoneyEditor({
  editor,
  label,
  value,
  currency,
}: {
  editor: Editor
  label: string
  value: number
  currency: Currency
}) {
  const [minor, setMinor] = useState<number | null>(value)
  const save = () => {
    if (Number.isNaN(minor)) return
    if (minor === value || minor === null) editor.cancel()
    else editor.save({ amountMinor: minor })
  }
  return (
    <MoneyField
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
