// Order matters: every browser says that it is also the ones it descends from.
const browsers: [RegExp, string][] = [
  [/YaBrowser/, 'Яндекс Браузер'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** «Chrome, Windows» from a User-Agent header; the header's beginning when it is of no browser, null when there is none. */
export function browserName(agent: string | null): string | null {
  if (!agent) return null
  const known = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(agent))?.[1])
  return known[0] ? known.filter(Boolean).join(', ') : agent.slice(0, 60)
}
