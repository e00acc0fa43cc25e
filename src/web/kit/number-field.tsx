import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useFormat } from '../i18n/use-format.tsx'

/** A small number with its bounds: days, percents, a factor; its decimal sign is the language's. Figures without bounds have FigureField. */
export function NumberField(field: Omit<NumberInputProps, 'decimalSeparator'>) {
  const { language } = useFormat()
  return <NumberInput decimalSeparator={language === 'ru' ? ',' : '.'} {...field} />
}
