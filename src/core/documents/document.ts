import type { Language } from '#core/i18n/language.ts'

/** One of the columns of a table; figures stand at the end of their cell. */
export interface DocumentColumn {
  title: string
  align?: 'start' | 'end'
  /** How much of the line it takes: as much as its words, or what the others leave. */
  width?: 'words' | 'rest'
}

/** What a document is put together from, from top to bottom. All words and figures are written already: this room knows no language of sales. */
export type DocumentPart =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; isQuiet?: boolean }
  /** Headline figures in a line: what it is above, how much below. */
  | { kind: 'figures'; figures: readonly { label: string; value: string }[] }
  | { kind: 'table'; columns: readonly DocumentColumn[]; rows: readonly (readonly string[])[] }
  | { kind: 'list'; items: readonly string[] }
  /** A line to sign for each. */
  | { kind: 'signatures'; people: readonly string[] }

/** A paper for A4 as plain data: it travels to a worker thread and can be compared in a test. */
export interface PaperDocument {
  title: string
  /** Below the title: whose it is, of which days. */
  about: readonly string[]
  parts: readonly DocumentPart[]
  /** At the foot of each page, before the number of the page: the company, who made it and when. */
  foot: string
  language: Language
  /** Stands in the properties of the file; the same document of the same moment is the same file. */
  madeAt: Date
}

/** A file to give out or to send. */
export interface PaperFile {
  /** With its ending: «Протокол. Планёрка, 20.11.2026.pdf». */
  name: string
  contentType: 'application/pdf'
  bytes: Buffer
}

/** As an endpoint answers with it: the contract's `output` is `z.file()`. */
export function asFile({ name, contentType, bytes }: PaperFile): File {
  return new File([new Uint8Array(bytes)], name, { type: contentType })
}
