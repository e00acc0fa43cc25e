import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import css from './list.module.css'
import { PopFilter } from './pop-filter.tsx'
import { useDealsTexts } from './use-deals.ts'

/** Ends of a range of amounts in minor units, both included. */
interface Range {
  min: number | undefined
  max: number | undefined
}
type Props = Range & { onChange: (range: Range) => void; opened?: boolean }

export function AmountFilter({ min, max, onChange, opened = false }: Props) {
  const texts = useDealsTexts()
  const words = texts.filters
  const format = useFormat()
  const said = [
    min !== undefined && `${words.from} ${format.moneyCompact(min)}`,
    max !== undefined && `${words.to} ${format.moneyCompact(max)}`,
  ].filter(Boolean)
  return (
    <PopFilter
      label={words.amount}
      said={said.length > 0 ? said.join(' ') : undefined}
      onClear={() => onChange({ min: undefined, max: undefined })}
      opened={opened}
    >
      {(close) => (
        <AmountForm
          min={min}
          max={max}
          onChange={(range) => {
            onChange(range)
            close()
          }}
        />
      )}
    </PopFilter>
  )
}

function AmountForm({ min, max, onChange }: Props) {
  const texts = useDealsTexts()
  const words = texts.filters
  const [least, setLeast] = useState<number | null>(min ?? null)
  const [most, setMost] = useState<number | null>(max ?? null)
  const isReversed = least !== null && most !== null && most < least
  const isBad = isReversed || Number.isNaN(least) || Number.isNaN(most)
  return (
    <form
      className={css.range}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBad) onChange({ min: least ?? undefined, max: most ?? undefined })
      }}
    >
      <MoneyField label={words.from} value={least} onChange={setLeast} />
      <MoneyField label={words.to} value={most} onChange={setMost} error={isReversed ? words.badRange : undefined} />
      <Button type="submit" disabled={isBad}>
        {words.apply}
      </Button>
    </form>
  )
}
