import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { cellText, parseCell } from './grid/cell-text.ts'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  label: ReactNode
  /** Minor units; null is empty. */
  value: number | null
  /** NaN while the text is not a number: the form's schema refuses it. */
  onChange: (minor: number | null) => void
  error?: ReactNode
  description?: ReactNode
  required?: boolean
  disabled?: boolean
}

/** An amount in whole currency units: «1,2 млн», `1 234,50` and `500к` are understood. */
export function MoneyField({ value, onChange, error, ...field }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const { currency } = format
  const written = (minor: number | null) =>
    minor === null || Number.isNaN(minor) ? '' : format.amount(minor).replaceAll('\u2212', '-')
  const [text, setText] = useState(() => written(value))
  const told = useRef(value)
  useEffect(() => {
    // The form was reset or loaded anew: what is shown follows, our own typing does not come back to us.
    if (Object.is(told.current, value)) return
    told.current = value
    setText(value === null || Number.isNaN(value) ? '' : cellText(value, currency))
  }, [value, currency])
  const parsed = parseCell(text, currency)
  const change = (next: string) => {
    setText(next)
    const minor = parseCell(next, currency)
    told.current = minor === undefined ? Number.NaN : minor
    onChange(told.current)
  }
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      autoComplete="off"
      rightSection={format.currencySymbol}
      value={text}
      error={error ? (parsed === undefined ? texts.grid.badNumber(text) : error) : undefined}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => {
        if (parsed !== undefined) setText(written(parsed))
      }}
    />
  )
}
