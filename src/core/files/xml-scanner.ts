/** What is told while an XML text goes by. Names come without their prefix; text is decoded. */
export type XmlListener = {
  /** `attributes` is the raw text between the name and the bracket: read it with `attribute`. */
  open: (name: string, attributes: string) => void
  close: (name: string) => void
  text: (text: string) => void
}

/** Longest tag or text that may wait for its end; a cell of Excel holds 32,767 characters. */
const LONGEST = 4_000_000

/**
 * The smallest scanner that reads the parts of a workbook: elements, attributes, text, CDATA. No DTD and no entities of
 * the file's own exist here, so nothing can be expanded. Throws RangeError on a tag without end.
 */
export class XmlScanner {
  private readonly listener: XmlListener
  private rest = ''

  constructor(listener: XmlListener) {
    this.listener = listener
  }

  push(chunk: string): void {
    const { listener } = this
    const text = this.rest + chunk
    let at = 0
    for (;;) {
      const tag = text.indexOf('<', at)
      if (tag === -1) break
      if (tag > at) listener.text(decodeEntities(text.slice(at, tag)))
      at = tag
      const kind = text.charCodeAt(tag + 1)
      if (kind === 33 /* ! */ || kind === 63 /* ? */) {
        const end = this.skip(text, tag)
        if (end === -1) break
        at = end
        continue
      }
      const end = kind === 47 /* / */ ? text.indexOf('>', tag) : tagEnd(text, tag)
      if (end === -1) break
      if (kind === 47) listener.close(localName(text, tag + 2, end))
      else this.openTag(text, tag + 1, end)
      at = end + 1
    }
    this.rest = text.slice(at)
    if (this.rest.length > LONGEST) throw new RangeError('XML without end')
  }

  private openTag(text: string, from: number, end: number): void {
    const selfClosed = text.charCodeAt(end - 1) === 47
    const stop = selfClosed ? end - 1 : end
    let nameEnd = from
    while (nameEnd < stop && text.charCodeAt(nameEnd) > 32) nameEnd += 1
    const name = localName(text, from, nameEnd)
    this.listener.open(name, text.slice(nameEnd, stop))
    if (selfClosed) this.listener.close(name)
  }

  /** End of a comment, CDATA or declaration; -1 when it goes on in the next chunk. */
  private skip(text: string, tag: number): number {
    if (text.startsWith('<![CDATA[', tag)) {
      const end = text.indexOf(']]>', tag)
      if (end !== -1) this.listener.text(text.slice(tag + 9, end))
      return end === -1 ? -1 : end + 3
    }
    const mark = text.startsWith('<!--', tag) ? '-->' : '>'
    // Too little text to tell what it is: wait for more.
    if (text.length - tag < 9) return -1
    const end = text.indexOf(mark, tag)
    return end === -1 ? -1 : end + mark.length
  }
}

/** The bracket that ends a tag. One inside a value («[>100]0») has no quote before it. */
function tagEnd(text: string, tag: number): number {
  let end = text.indexOf('>', tag)
  while (end !== -1) {
    let last = text.charCodeAt(end - 1) === 47 ? end - 2 : end - 1
    while (text.charCodeAt(last) <= 32) last -= 1
    const code = text.charCodeAt(last)
    if (code === 34 || code === 39 || !hasEquals(text, tag, last)) return end
    end = text.indexOf('>', end + 1)
  }
  return -1
}

function hasEquals(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === 61) return true
  return false
}

/** Value of an attribute by its full name, decoded; undefined where it is absent. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1)
    let equals = at + name.length
    while (attributes.charCodeAt(equals) <= 32) equals += 1
    if (before > 32 || attributes.charCodeAt(equals) !== 61) continue
    let open = equals + 1
    while (attributes.charCodeAt(open) <= 32) open += 1
    const close = attributes.indexOf(attributes[open]!, open + 1)
    return close === -1 ? undefined : decodeEntities(attributes.slice(open + 1, close))
  }
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name as string] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The name between two places without its prefix and the spaces after it. */
function localName(text: string, from: number, end: number): string {
  let start = from
  let stop = from
  for (; stop < end; stop += 1) {
    const code = text.charCodeAt(stop)
    if (code <= 32) break
    if (code === 58 /* : */) start = stop + 1
  }
  return text.slice(start, stop)
}
