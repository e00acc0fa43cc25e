import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { type CellUnit, cellText, parseCell } from './grid/cell-text.ts'
import { steady } from './steady.tsx'
import { useKitTexts } from './use-kit-texts.ts'

export type FigureFieldProps = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'size'> & {
  /** Minor units of money, or a number; null is empty. */
  value: number | null
  /** NaN while the text is not a number: whoever keeps it refuses it. */
  onChange: (value: number | null) => void
}

type Props = FigureFieldProps & {
  unit: CellUnit
  /** How the figure stands in the field that nobody is typing in. */
  write?: (value: number) => string
}

/** A figure as people type and paste it: «1,2 млн», `1 234,50`, `12.5` and `500к` are understood; what is not, is told when it is left. */
export const FigureField = steady(Field)

function Field({ value, onChange, onBlur, error, unit, write, ...field }: Props) {
  const texts = useKitTexts()
  const { language } = useLanguage()
  const written = (figure: number | null) =>
    figure === null || Number.isNaN(figure) ? '' : (write?.(figure) ?? cellText(figure, unit, language))
  const [text, setText] = useState(() => written(value))
  const [isLeft, setLeft] = useState(false)
  const told = useRef(value)
  useEffect(() => {
    // The form was reset or loaded anew: what is shown follows, our own typing does not come back to us.
    if (Object.is(told.current, value)) return
    told.current = value
    setText(value === null || Number.isNaN(value) ? '' : cellText(value, unit, language))
  }, [value, unit, language])
  const parsed = parseCell(text, unit, language)
  const change = (next: string) => {
    setText(next)
    setLeft(false)
    const figure = parseCell(next, unit, language)
    told.current = figure === undefined ? Number.NaN : figure
    onChange(told.current)
  }
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      autoComplete="off"
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
