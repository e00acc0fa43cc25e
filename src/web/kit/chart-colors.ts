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

/** Styles of the four scenarios (IBCS), to spread into a series of bars: `itemStyle: scenarioStyle('plan', colors)`. */
export function scenarioStyle(scenario: 'fact' | 'plan' | 'forecast' | 'previous', colors: ChartColors) {
  switch (scenario) {
    case 'fact':
      return { color: colors.fact }
    case 'plan':
      return { color: 'transparent', borderColor: colors.planEdge, borderWidth: 1.5 }
    case 'previous':
      return { color: colors.previous, opacity: 0.55 }
    case 'forecast':
      return {
        color: colors.forecastSoft,
        decal: {
          symbol: 'rect',
          color: colors.forecast,
          dashArrayX: [1, 0],
          dashArrayY: [1.5, 3.5],
          rotation: -Math.PI / 4,
        },
      }
  }
}
