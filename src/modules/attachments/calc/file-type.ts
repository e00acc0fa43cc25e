/** What a file is by its first bytes. Its name is what somebody wrote; its bytes are what a computer would do with it. */

export interface FileType {
  id: string
  contentType: string
  /** Names that it may have. */
  extensions: readonly string[]
  /** May be shown in the page itself: pictures, PDF, sound, film. Everything else is only taken away. */
  inline: boolean
}

const type = (id: string, contentType: string, extensions: string, inline = false): FileType => ({
  id,
  contentType,
  extensions: extensions.split(' '),
  inline,
})

const office = (kind: string) => `application/vnd.openxmlformats-officedocument.${kind}`

/** Everything that is taken. Programs, scripts, web pages and SVG are not: they act when they are opened. */
export const FILE_TYPES = {
  pdf: type('pdf', 'application/pdf', 'pdf', true),
  png: type('png', 'image/png', 'png', true),
  jpeg: type('jpeg', 'image/jpeg', 'jpg jpeg jfif', true),
  gif: type('gif', 'image/gif', 'gif', true),
  webp: type('webp', 'image/webp', 'webp', true),
  heic: type('heic', 'image/heic', 'heic heif'),
  tiff: type('tiff', 'image/tiff', 'tif tiff'),
  docx: type('docx', office('wordprocessingml.document'), 'docx docm'),
  xlsx: type('xlsx', office('spreadsheetml.sheet'), 'xlsx xlsm'),
  pptx: type('pptx', office('presentationml.presentation'), 'pptx pptm ppsx'),
  odf: type('odf', 'application/vnd.oasis.opendocument', 'odt ods odp'),
  oldOffice: type('oldOffice', 'application/x-ole-storage', 'doc xls ppt msg'),
  rtf: type('rtf', 'application/rtf', 'rtf doc'),
  zip: type('zip', 'application/zip', 'zip'),
  rar: type('rar', 'application/vnd.rar', 'rar'),
  sevenZip: type('sevenZip', 'application/x-7z-compressed', '7z'),
  mp3: type('mp3', 'audio/mpeg', 'mp3', true),
  wav: type('wav', 'audio/wav', 'wav', true),
  ogg: type('ogg', 'audio/ogg', 'ogg oga opus', true),
  m4a: type('m4a', 'audio/mp4', 'm4a aac', true),
  amr: type('amr', 'audio/amr', 'amr'),
  mp4: type('mp4', 'video/mp4', 'mp4 m4v mov', true),
  webm: type('webm', 'video/webm', 'webm weba', true),
  dwg: type('dwg', 'image/vnd.dwg', 'dwg'),
  text: type('text', 'text/plain; charset=utf-8', 'txt csv tsv log eml md'),
} as const satisfies Record<string, FileType>
export type FileTypeId = keyof typeof FILE_TYPES

/** What is refused by name of its kind. */
export type RefusedKind = 'program' | 'script' | 'web' | 'unknown'

/** How many first bytes tell. */
export const HEAD_BYTES = 4_096

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const MAGIC: readonly (readonly [FileTypeId, readonly number[], at?: number])[] = [
  ['pdf', ascii('%PDF-')],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', ascii('GIF8')],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['oldOffice', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['rtf', ascii('{\\rtf')],
  ['rar', ascii('Rar!')],
  ['sevenZip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['mp3', ascii('ID3')],
  ['ogg', ascii('OggS')],
  ['amr', ascii('#!AMR')],
  ['webm', [0x1a, 0x45, 0xdf, 0xa3]],
  ['dwg', ascii('AC10')],
]
const PROGRAMS: readonly (readonly number[])[] = [
  ascii('MZ'),
  [0x7f, 0x45, 0x4c, 0x46],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00],
]

/** Takes the first bytes (HEAD_BYTES, or all there are); gives the type, or why it is refused. */
export function fileTypeOf(head: Uint8Array): FileTypeId | { refused: RefusedKind } {
  if (PROGRAMS.some((magic) => startsWith(head, magic))) return { refused: 'program' }
  const known = MAGIC.find(([, magic, at = 0]) => startsWith(head, magic, at))
  if (known) return known[0]
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return zipKind(head)
  if (startsWith(head, ascii('RIFF'))) return riffKind(head)
  if (startsWith(head, ascii('ftyp'), 4)) return boxKind(head)
  // A frame of MPEG sound without a tag before it.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2) return 'mp3'
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return 'm4a'
  return textKind(head)
}

function zipKind(head: Uint8Array): FileTypeId {
  const inside = latin(head)
  if (inside.includes('mimetypeapplication/vnd.oasis.opendocument')) return 'odf'
  if (inside.includes('word/')) return 'docx'
  if (inside.includes('xl/')) return 'xlsx'
  if (inside.includes('ppt/')) return 'pptx'
  return 'zip'
}

function riffKind(head: Uint8Array): FileTypeId | { refused: RefusedKind } {
  const kind = latin(head.subarray(8, 12))
  return kind === 'WEBP' ? 'webp' : kind === 'WAVE' ? 'wav' : { refused: 'unknown' }
}

function boxKind(head: Uint8Array): FileTypeId {
  const brand = latin(head.subarray(8, 12)).toLowerCase()
  if (/^(?:heic|heix|hevc|mif1|msf1)$/.test(brand)) return 'heic'
  return brand.startsWith('m4a') || brand.startsWith('m4b') ? 'm4a' : 'mp4'
}

/** Text without control characters; what a browser or a shell would run is none of it. */
function textKind(head: Uint8Array): FileTypeId | { refused: RefusedKind } {
  const body = startsWith(head, [0xef, 0xbb, 0xbf]) ? head.subarray(3) : head
  const wide = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
  if (!wide && body.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c))
    return { refused: 'unknown' }
  const start = latin(body).replaceAll('\u0000', '').trimStart().toLowerCase()
  if (start.startsWith('#!')) return { refused: 'script' }
  if (/<(?:!doctype|html|script|svg|body|head|iframe|\?xml)[\s>]/.test(start) || start.startsWith('<?'))
    return { refused: 'web' }
  return 'text'
}

/** The extension of a name in lower case, '' when it has none. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

const SCRIPTS = new Set('bat cmd com cpl exe hta htm html jar js jse lnk mjs msi php pif ps1 py reg scr sh svg svgz vb vbe vbs wsf xhtml xml'.split(' ')) // prettier-ignore

/** Whether a file of this type may have this name. Office files are zip inside: one whose parts lie deep reads as a plain archive. */
export function nameFits(name: string, id: FileTypeId): boolean {
  const extension = extensionOf(name)
  if (SCRIPTS.has(extension)) return false
  if (extension === '') return true
  const { extensions } = FILE_TYPES[id]
  if (extensions.includes(extension)) return true
  const known = Object.values(FILE_TYPES).some((one) => one.extensions.includes(extension))
  if (!known) return id === 'text' || id === 'zip' || id === 'oldOffice'
  return (
    id === 'zip' && ['docx', 'docm', 'xlsx', 'xlsm', 'pptx', 'pptm', 'ppsx', 'odt', 'ods', 'odp'].includes(extension)
  )
}

function startsWith(head: Uint8Array, magic: readonly number[], at = 0): boolean {
  return magic.every((byte, index) => head[at + index] === byte)
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes)
