import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { DocumentColumn, DocumentPart, PaperDocument } from './document.ts'

const INK = '#1b2327'
const QUIET = '#5c686e'
const LINE = '#ccd3d6'
const MARGIN_PT = 48

/** One look for all papers: A4, quiet greys, thin lines, tables whose head comes again on each page. */
export function pageLayout({ title, about, parts, foot, language, madeAt }: PaperDocument): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN_PT, 44, MARGIN_PT, 56],
    language,
    info: { title, creator: 'Mostik', producer: 'Mostik', creationDate: madeAt, modDate: madeAt },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2, color: INK },
    content: [
      { text: title, fontSize: 18, bold: true, margin: [0, 0, 0, 4] },
      ...about.map((text): Content => ({ text, color: QUIET })),
      ...parts.map(drawn),
    ],
    footer: (page, pages) => ({
      columns: [
        { text: foot, width: '*' },
        { text: `${page} / ${pages}`, width: 'auto', alignment: 'right' },
      ],
      fontSize: 8,
      color: QUIET,
      margin: [MARGIN_PT, 20, MARGIN_PT, 0],
    }),
    // A heading does not stay alone at the end of a page.
    pageBreakBefore: (node, nodes) => node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
  }
}

function drawn(part: DocumentPart): Content {
  switch (part.kind) {
    case 'heading':
      return { text: part.text, headlineLevel: 1, fontSize: 12, bold: true, margin: [0, 16, 0, 4] }
    case 'text':
      return { text: part.text, margin: [0, 2, 0, 2], ...(part.isQuiet && { color: QUIET }) }
    case 'figures':
      return {
        columns: part.figures.map(({ label, value }) => ({
          width: 'auto',
          stack: [
            { text: label, fontSize: 8, color: QUIET },
            { text: value, fontSize: 12, bold: true },
          ],
        })),
        columnGap: 24,
        margin: [0, 4, 0, 6],
      }
    case 'table':
      return table(part.columns, part.rows)
    case 'list':
      return { ol: part.items.map((text) => ({ text, margin: [0, 1, 0, 1] as [number, number, number, number] })) }
    case 'signatures':
      return {
        margin: [0, 28, 0, 0],
        stack: part.people.map((name) => ({ text: `______________________   ${name}`, margin: [0, 6, 0, 6] as const })),
      }
  }
}

function table(columns: readonly DocumentColumn[], rows: readonly (readonly string[])[]): Content {
  const aligned = (text: string, index: number, more: object = {}) => ({
    text,
    alignment: columns[index]?.align === 'end' ? ('right' as const) : ('left' as const),
    ...more,
  })
  return {
    margin: [0, 4, 0, 6],
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => (width === 'rest' ? '*' : 'auto')),
      body: [
        columns.map(({ title }, index) => aligned(title, index, { fontSize: 8, color: QUIET })),
        ...rows.map((cells) => columns.map((_, index) => aligned(cells[index] ?? '', index))),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => LINE,
      paddingLeft: (index) => (index === 0 ? 0 : 6),
      paddingRight: (index, node) => (index === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
      paddingTop: () => 3,
      paddingBottom: () => 2,
    },
  }
}
