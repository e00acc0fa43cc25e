/** An event log in the format of process mining, XES 1.0 (IEEE 1849, xes-standard.org). */

/** A case with its events comes row by row, in order. */
export interface XesEvent {
  caseId: string
  title: string
  amount: string
  currency: string
  source: string | null
  activity: string
  /** Milliseconds since 1970. */
  at: number
  resource: string | null
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value="UNKNOWN"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="UNKNOWN"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
`

/** The document in pieces: an element a case. An empty log is a valid one. */
export async function* xesText(name: string, events: AsyncIterable<XesEvent>): AsyncGenerator<string> {
  let piece = `${HEAD}  <string key="concept:name" value="${escaped(name)}"/>\n`
  let open: string | null = null
  for await (const event of events) {
    if (event.caseId !== open) {
      if (open !== null) piece += '  </trace>\n'
      piece += traceHead(event)
      open = event.caseId
    }
    piece += eventText(event)
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield `${piece}${open === null ? '' : '  </trace>\n'}</log>\n`
}

function traceHead({ caseId, title, amount, currency, source }: XesEvent): string {
  const texts = [text('    ', 'concept:name', caseId), text('    ', 'title', title), text('    ', 'currency', currency)]
  if (source !== null) texts.push(text('    ', 'source', source))
  return `  <trace>\n${texts.join('')}    <float key="amount" value="${amount}"/>\n`
}

function eventText({ activity, at, resource }: XesEvent): string {
  const moment = new Date(at).toISOString().replace('Z', '+00:00')
  return (
    `    <event>\n${text('      ', 'concept:name', activity)}` +
    `      <date key="time:timestamp" value="${moment}"/>\n` +
    text('      ', 'lifecycle:transition', 'complete') +
    `${resource === null ? '' : text('      ', 'org:resource', resource)}    </event>\n`
  )
}

const text = (indent: string, key: string, value: string) =>
  `${indent}<string key="${key}" value="${escaped(value)}"/>\n`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** For an attribute: entities, and no characters that XML 1.0 does not know. Line breaks are kept as references. */
export function escaped(value: string): string {
  return (
    value
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are the characters to remove
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
      .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  )
}
