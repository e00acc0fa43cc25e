import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { TFontDictionary } from 'pdfmake/interfaces.js'
import type { PaperDocument } from './document.ts'
import { pageLayout } from './page-layout.ts'

const fonts = createRequire(import.meta.url)('pdfmake/fonts/Roboto') as TFontDictionary
const fontFiles = new Set(Object.values(fonts).flatMap((font) => Object.values(font)))

pdfmake.setFonts(fonts)
// A document is words and figures: it opens no address and no file but the letters it is set in.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((file) => fontFiles.has(file))

/** The document as a PDF of A4 pages, Roboto inside. Some 60 ms of processor a page or two: ask `printPdf`, which does it in a thread of its own. */
export async function pdfBytes(document: PaperDocument): Promise<Uint8Array> {
  return pdfmake.createPdf(pageLayout(document)).getBuffer()
}
