import { chartColors } from './chart-colors.ts'

/** Of every text of a drawing: a custom one does not take it from the theme. */
export const fontFamily = "'Golos Text Variable', system-ui, sans-serif"

/** The look of all ECharts drawings, from the tokens in force. */
export function chartTheme() {
  const colors = chartColors()
  const axis = {
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    axisLabel: { color: colors.text2, fontSize: 12, fontFamily },
    splitLine: { lineStyle: { color: colors.gridLine } },
    nameTextStyle: { color: colors.text2 },
  }
  return {
    color: [colors.fact, colors.second, colors.text3, colors.info, colors.behind, colors.ahead],
    textStyle: { fontFamily, color: colors.text },
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    tooltip: {
      backgroundColor: colors.raised,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 13, fontFamily },
      extraCssText: 'box-shadow: var(--shadow); font-variant-numeric: tabular-nums;',
    },
    legend: { textStyle: { color: colors.text2, fontSize: 12 }, itemHeight: 8, itemWidth: 14 },
    line: { symbolSize: 5, lineStyle: { width: 2 } },
    bar: { barMaxWidth: 36 },
  }
}
