import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { chartColors } from './chart-colors.ts'
import { chartTheme } from './chart-theme.ts'
import type { ChartOption } from './chart-view.tsx'

use(SVGRenderer)

/** The drawing that stands on the page, once more as an SVG document of the same size. */
export function svgOf(asked: { option: ChartOption; width: number; height: number } | undefined): string {
  if (!asked) return ''
  const { option, width, height } = asked
  const drawn = init(null, chartTheme(), { renderer: 'svg', ssr: true, width, height })
  try {
    drawn.setOption({ backgroundColor: chartColors().surface, ...option, animation: false })
    return drawn.renderToSVGString()
  } finally {
    drawn.dispose()
  }
}
