import { htmlText } from '#core/documents/html-text.ts'
import { fontFamily } from './chart-theme.ts'
import { chartColors } from './chart-colors.ts'
import type { ChartOption } from './chart-view.tsx'

export type WaterfallStep = {
  id: string
  label: string
  /** Minor units or a count: the whole, or by how much the step changes it. */
  value: number
  /** `total`: a whole, drawn from zero; `plan`: a whole in outline; `change`: a signed part. */
  kind: 'total' | 'plan' | 'change'
  /** Under the value on hover: «38 сделок из 120». */
  detail?: string
  /** Where the part's own direction differs from that of the metric. */
  good?: boolean
}

export type WaterfallBar = WaterfallStep & {
  from: number
  to: number
  tone: 'total' | 'plan' | 'good' | 'bad' | 'none'
}

/** Where each bar begins and ends: a whole from zero, a part from where the one before it ended. */
export function waterfallBars(steps: readonly WaterfallStep[], good: 'up' | 'down'): WaterfallBar[] {
  let level = 0
  return steps.map((step) => {
    const from = step.kind === 'change' ? level : 0
    const to = from + step.value
    level = to
    return { ...step, from, to, tone: toneOf(step, good) }
  })
}

function toneOf({ kind, value, good }: WaterfallStep, direction: 'up' | 'down'): WaterfallBar['tone'] {
  if (kind !== 'change') return kind
  if (good === undefined && value === 0) return 'none'
  return (good ?? value > 0 === (direction === 'up')) ? 'good' : 'bad'
}

type Drawing = {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
  size: (lengths: [number, number]) => [number, number]
}
type Look = { write: (value: number, how?: { signed?: boolean }) => string; phone: boolean }

/** ECharts option of the bars, top to bottom. */
export function waterfallOption(bars: readonly WaterfallBar[], { write, phone }: Look): ChartOption {
  const colors = chartColors()
  const fills = { total: colors.fact, plan: 'transparent', good: colors.ahead, bad: colors.bad, none: colors.text3 }
  const said = (bar: WaterfallBar) => write(bar.value, { signed: bar.kind === 'change' })
  return {
    grid: { left: 4, right: 84, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const bar = bars[dataIndex]
        return bar ? [bar.label, said(bar), bar.detail ?? ''].filter(Boolean).map(htmlText).join('<br>') : ''
      },
    },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ label }) => label),
      axisLabel: { width: phone ? 118 : 220, overflow: 'break', lineHeight: 14, color: colors.text, interval: 0 },
    },
    series: [
      {
        type: 'custom',
        // The axis covers both ends of a bar.
        encode: { x: [1, 2], y: 0 },
        data: bars.map(({ from, to }, row) => [row, from, to]),
        renderItem: (_: unknown, api: Drawing) => drawBar(api),
      },
    ],
  }

  function drawBar(api: Drawing) {
    const row = api.value(0)
    const bar = bars[row]
    if (!bar) return null
    const [start, middle] = api.coord([bar.from, row])
    const [end] = api.coord([bar.to, row])
    const height = Math.min(18, api.size([0, 1])[1] * 0.62)
    const left = Math.min(start, end)
    const top = middle - height / 2
    const isOutlined = bar.tone === 'plan'
    const next = bars[row + 1]
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x: left, y: top, width: Math.max(1.5, Math.abs(end - start)), height },
          style: { fill: fills[bar.tone], ...(isOutlined && { stroke: colors.planEdge, lineWidth: 1.5 }) },
        },
        ...(next ? [connector(end, middle + height / 2, middle + api.size([0, 1])[1] - height / 2)] : []),
        {
          type: 'text',
          silent: true,
          style: {
            x: Math.max(start, end) + 6,
            y: middle,
            text: said(bar),
            fill: colors.text,
            align: 'left',
            fontSize: 12,
            fontFamily,
          },
          // Written after the bar; a figure stands in the middle of its row.
          textConfig: { verticalAlign: 'middle' },
          y: -6,
        },
      ],
    }
  }

  function connector(x: number, y1: number, y2: number) {
    return {
      type: 'line',
      silent: true,
      shape: { x1: x, y1, x2: x, y2 },
      style: { stroke: colors.line, lineWidth: 1 },
    }
  }
}
