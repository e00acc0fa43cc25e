import { chartColors } from './chart-colors.ts'
import type { ChartOption } from './chart-view.tsx'

export type DistributionBin = {
  from: number
  /** Null: and more. */
  to: number | null
  count: number
  /** Not over yet: at least so long so far. */
  open?: number
}

export type DistributionMark = { value: number; label: string }

type Words = { write: (value: number) => string; open: string; number: (value: number) => string }

/** Where a value stands when each bin is one wide: inside its bin by its share of the width. */
export function placeInBins(bins: readonly DistributionBin[], value: number): number {
  const at = bins.findIndex(({ to }) => to === null || value < to)
  if (at === -1) return bins.length
  const { from, to } = bins[at] ?? { from: 0, to: null }
  if (to === null) return at + 0.5
  return at + Math.min(1, Math.max(0, (value - from) / (to - from || 1)))
}

type Drawing = {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
}

/** ECharts option: bins of equal width on the page whatever they cover, their borders written between them. */
export function distributionOption(
  bins: readonly DistributionBin[],
  marks: readonly DistributionMark[],
  { write, open, number }: Words,
): ChartOption {
  const colors = chartColors()
  const borders = [...bins.map(({ from }) => write(from)), bins.at(-1)?.to == null ? '' : write(bins.at(-1)?.to ?? 0)]
  const every = Math.max(1, Math.ceil(borders.length / 12))
  return {
    grid: { left: 8, right: 24, top: 26, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const bin = bins[dataIndex]
        if (!bin) return ''
        const size = bin.to === null ? `≥ ${write(bin.from)}` : `${write(bin.from)} – ${write(bin.to)}`
        return [size, number(bin.count), bin.open ? `${open}: ${number(bin.open)}` : ''].filter(Boolean).join('<br>')
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: bins.length,
      interval: 1,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: colors.line } },
      axisLabel: {
        formatter: (at: number) => (at % every === 0 ? (borders[at] ?? '') : ''),
        hideOverlap: true,
        fontSize: 11,
      },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 4 },
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: bins.map(({ count, open: still }, at) => [at, count, count + (still ?? 0)]),
        renderItem: (_: unknown, api: Drawing) => drawBin(api),
        markLine: {
          symbol: 'none',
          silent: true,
          label: { formatter: '{b}', color: colors.text2, fontSize: 11, position: 'end' },
          lineStyle: { color: colors.text2, type: 'solid', width: 1 },
          data: marks.map(({ value, label }) => ({ xAxis: placeInBins(bins, value), name: label })),
        },
      },
    ],
  }

  function drawBin(api: Drawing) {
    const at = api.value(0)
    const [left, zero] = api.coord([at, 0])
    const [right, top] = api.coord([at + 1, api.value(1)])
    const [, openTop] = api.coord([at, api.value(2)])
    const width = Math.max(1, right - left - 2)
    const rect = (y: number, height: number, style: object) => ({
      type: 'rect',
      shape: { x: left + 1, y, width, height },
      style,
    })
    return {
      type: 'group',
      children: [
        rect(top, zero - top, { fill: colors.fact }),
        ...(openTop < top
          ? [
              rect(openTop, top - openTop, { fill: colors.forecastSoft }),
              ...stripes(openTop, top).map((y) => rect(y, 1.5, { fill: colors.forecast })),
            ]
          : []),
      ],
    }
  }
}

/** Tops of the stripes that stand for what is not certain yet, downwards, 4 px apart. */
function stripes(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, Math.floor((to - from) / 4)) }, (_, index) => from + index * 4)
}
