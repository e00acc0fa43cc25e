import { useComputedColorScheme } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { Chart, type ChartColumnKind } from './chart.tsx'
import type { ChartOption } from './chart-view.tsx'
import { useKitTexts } from './use-kit-texts.ts'
import { usePhone } from './use-phone.ts'
import { waterfallBars, waterfallOption, type WaterfallStep } from './waterfall-option.ts'

export type { WaterfallStep } from './waterfall-option.ts'

type Props = {
  title: ReactNode
  hint?: ReactNode
  /** From top to bottom: a whole, what changed it, a whole. */
  steps: readonly WaterfallStep[]
  /** Writes a value: `format.moneyCompact`. */
  write: (value: number, how?: { signed?: boolean }) => string
  /** How the file of the table writes the values; money by default. */
  kind?: ChartColumnKind
  /** Whether a rise is good for this metric. */
  good?: 'up' | 'down'
  onStep?: ((step: WaterfallStep) => void) | undefined
}

const ROW = 30
/** Three lines of a name. */
const PHONE_ROW = 46

/** From one figure to another by signed parts that sum exactly: bars from the left, worst and best seen by colour and sign. */
export function WaterfallChart({ title, hint, steps, write, kind = 'money', good = 'up', onStep }: Props) {
  const texts = useKitTexts().chart
  const scheme = useComputedColorScheme('light')
  const phone = usePhone()
  const bars = useMemo(() => waterfallBars(steps, good), [steps, good])
  const option = useMemo((): ChartOption => {
    // The canvas takes colours as values: read again when the theme changes.
    void scheme
    return waterfallOption(bars, { write, phone })
  }, [bars, write, scheme, phone])
  return (
    <Chart
      title={title}
      hint={hint}
      option={option}
      height={bars.length * (phone ? PHONE_ROW : ROW) + 16}
      table={{
        head: [texts.step, texts.value],
        rows: steps.map(({ label, value, kind: what }) => [label, write(value, { signed: what === 'change' })]),
        values: steps.map(({ label, value }) => [label, value]),
        kinds: ['text', kind],
      }}
      onPoint={
        onStep &&
        (({ dataIndex }) => {
          const step = steps[dataIndex]
          if (step) onStep(step)
        })
      }
    />
  )
}
