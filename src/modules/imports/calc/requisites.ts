import { normalizeInn, normalizeKpp } from '#core/files/values.ts'

/** «7707083893 / 770701001»: both in one cell, as 1С writes them; of an entrepreneur nothing stands behind the stroke. */
const BOTH = /^(\d+)\s*[/\\]\s*([\dA-Z]*)$/i

export function innOf(text: string): string | null {
  const inn = normalizeInn(BOTH.exec(text)?.[1] ?? text)
  return inn.ok ? inn.value.inn : null
}

/** A spreadsheet may have made a number of it: without the zero in front, with a tail. */
export function kppOf(text: string): string | null {
  const kpp = normalizeKpp(text.replace(/\.0+$/, '').replace(/^\d{8}$/, '0$&'))
  return kpp.ok ? kpp.value : null
}

/** КПП that stands behind ИНН in one of these cells. */
export function kppBehindInn(cells: readonly string[]): string | null {
  for (const cell of cells) {
    const kpp = kppOf(BOTH.exec(cell)?.[2] ?? '')
    if (kpp !== null) return kpp
  }
  return null
}

/** An entrepreneur, whose ИНН has twelve digits, has no КПП. */
export const mayHaveKpp = (inn: string | null): boolean => inn?.length !== 12
