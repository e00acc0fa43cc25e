import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useFormat } from '../i18n/use-format.tsx'
import { steady } from './steady.tsx'

/** A small number with its bounds: days, percents, a factor; its decimal sign is the language's. Figures without bounds have FigureField. */
export const NumberField = steady(Field)

function Field(field: Omit<NumberInputProps, 'decimalSeparator'>) {
  const { language } = useFormat()
  return <NumberInput decimalSeparator={language === 'ru' ? ',' : '.'} {...field} />
}
