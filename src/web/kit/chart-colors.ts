/** The colours of charts, read from tokens.css: canvas knows no CSS variables. */
export type ChartColors = ReturnType<typeof chartColors>

/** Reads the tokens in force; call it while rendering so that a change of theme is followed. */
export function chartColors() {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    fact: token('--fact'),
    planEdge: token('--plan-edge'),
    forecast: token('--forecast'),
    forecastSoft: token('--forecast-soft'),
    previous: token('--previous'),
    second: token('--second'),
    ahead: token('--ahead-fill'),
    behind: token('--behind-fill'),
    bad: token('--bad-fill'),
    info: token('--info-fill'),
    text: token('--text'),
    text2: token('--text-2'),
    text3: token('--text-3'),
    line: token('--line'),
    gridLine: token('--grid-line'),
    surface: token('--surface'),
    raised: token('--raised'),
  }
}
