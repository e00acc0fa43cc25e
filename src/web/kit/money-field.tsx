import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type Currency, currencySymbol } from '#core/money/currency.ts'
import { useFormat } from '../i18n/use-format.tsx'
import { cellText, parseCell } from './grid/cell-text.ts'
import { useKitTexts } from './use-kit-texts.ts'

type Props = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'size'> & {
  /** Minor units; null is empty. */
  value: number | null
  /** NaN while the text is not a number: whoever keeps it refuses it. */
  onChange: (minor: number | null) => void
  /** The company's unless said otherwise. */
  currency?: Currency
}

/** An amount in whole currency units: «1,2 млн», `1 234,50` and `500к` are understood; what is not, is told when it is left. */
export function MoneyField({ value, onChange, onBlur, error, currency: asked, ...field }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const currency = asked ?? format.currency
  const written = (minor: number | null) =>
    minor === null || Number.isNaN(minor) ? '' : format.amount(minor, currency).replaceAll('\u2212', '-')
  const [text, setText] = useState(() => written(value))
  const [isLeft, setLeft] = useState(false)
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
    setLeft(false)
    const minor = parseCell(next, currency)
    told.current = minor === undefined ? Number.NaN : minor
    onChange(told.current)
  }
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      autoComplete="off"
      rightSection={currencySymbol(currency)}
      value={text}
      error={parsed === undefined && (error || isLeft) ? texts.grid.badNumber(text) : error}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={(event) => {
        setLeft(true)
        if (parsed !== undefined) setText(written(parsed))
        onBlur?.(event)
      }}
    />
  )
}
