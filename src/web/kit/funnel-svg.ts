import { htmlText } from '#core/documents/html-text.ts'
import { chartColors } from './chart-colors.ts'

/** A step as it is drawn: what its bar is long by, and all its words. */
export interface DrawnStep {
  name: string
  count: number
  said: string
  /** How many of the step before came here; absent for the first. */
  conversion?: string | undefined
}

const WIDTH = 720
const LABEL = 190
/** Room for the words after the longest bar. */
const WORDS = 150
const LINE = 44
const FONT = "'Golos Text', system-ui, sans-serif"

/** A funnel as an SVG document of its own, in the colours of the theme in force. */
export function funnelSvg(steps: readonly DrawnStep[]): string {
  const colors = chartColors()
  const most = Math.max(1, ...steps.map(({ count }) => count))
  const height = steps.length * LINE + 16
  const lines = steps.map(({ name, count, said, conversion }, place) => {
    const y = place * LINE + 16
    const long = Math.max(2, ((WIDTH - LABEL - WORDS) * Math.max(0, count)) / most)
    const above = conversion
      ? `<text x="${LABEL}" y="${y - 3}" font-size="11" fill="${colors.text2}">↓ ${htmlText(conversion)}</text>`
      : ''
    return (
      above +
      `<text x="4" y="${y + 18}" fill="${colors.text}">${htmlText(name)}</text>` +
      `<rect x="${LABEL}" y="${y + 2}" width="${long.toFixed(1)}" height="24" rx="2" fill="${colors.fact}" fill-opacity="0.75"/>` +
      `<text x="${(LABEL + long + 6).toFixed(1)}" y="${y + 18}" fill="${colors.text}">${htmlText(said)}</text>`
    )
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}" font-size="12">` +
    `<rect width="${WIDTH}" height="${height}" fill="${colors.surface}"/>${lines.join('')}</svg>`
  )
}
