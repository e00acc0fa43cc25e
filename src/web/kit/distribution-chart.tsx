import { useComputedColorScheme } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { Chart, type ChartColumnKind } from './chart.tsx'
import type { ChartOption } from './chart-view.tsx'
import { distributionOption, type DistributionBin, type DistributionMark } from './distribution-option.ts'
import { useKitTexts } from './use-kit-texts.ts'

export type { DistributionBin, DistributionMark } from './distribution-option.ts'

type Props = {
  title: ReactNode
  hint?: ReactNode
  /** Ascending, each beginning where the one before it ends; widths may differ (log-spaced times). */
  bins: readonly DistributionBin[]
  /** Vertical lines: median, p90, a norm. */
  marks?: readonly DistributionMark[]
  /** Writes a border of a bin: `format.duration`, `format.moneyCompact`. */
  write: (value: number) => string
  /** How the file writes the borders. */
  kind?: ChartColumnKind
  height?: number
  onBin?: ((bin: DistributionBin) => void) | undefined
}

/** How often what size occurs: bars side by side from zero, those not over yet hatched on top, median and others as lines. */
export function DistributionChart({ title, hint, bins, marks, write, kind = 'number', height = 220, onBin }: Props) {
  const texts = useKitTexts().chart
  const format = useFormat()
  const scheme = useComputedColorScheme('light')
  const hasOpen = bins.some(({ open }) => open)
  const option = useMemo((): ChartOption => {
    void scheme
    return distributionOption(bins, marks ?? [], { write, open: texts.open, number: format.number })
  }, [bins, marks, write, scheme, texts, format])
  return (
    <Chart
      title={title}
      hint={hint}
      option={option}
      height={height}
      minWidth={bins.length > 8 ? bins.length * 34 : undefined}
      table={{
        head: [texts.from, texts.to, texts.count, ...(hasOpen ? [texts.open] : [])],
        rows: bins.map(({ from, to, count, open }) => [
          write(from),
          to === null ? texts.more : write(to),
          format.number(count),
          ...(hasOpen ? [format.number(open ?? 0)] : []),
        ]),
        values: bins.map(({ from, to, count, open }) => [from, to, count, ...(hasOpen ? [open ?? 0] : [])]),
        kinds: [kind, kind, 'number', 'number'],
      }}
      onPoint={
        onBin &&
        (({ dataIndex }) => {
          const bin = bins[dataIndex]
          if (bin) onBin(bin)
        })
      }
    />
  )
}
