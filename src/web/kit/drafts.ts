import { storedNames, storedText, storeText } from '../stored-text.ts'

/** What is being typed, kept in this browser by name until it is sent: a reload loses nothing. */

const PREFIX = 'mostik.draft.'

/** The kept fields over the first ones. */
export function draftOf<Values extends object>(key: string | undefined, initial: Values): Values {
  const kept = key === undefined ? null : storedText(`${PREFIX}${key}`)
  try {
    return kept ? { ...initial, ...(JSON.parse(kept) as Values) } : initial
  } catch {
    return initial
  }
}

export function hasDraft(key: string): boolean {
  return storedText(`${PREFIX}${key}`) !== null
}

/** Undefined forgets. */
export function keepDraft(key: string, values: object | undefined): void {
  storeText(`${PREFIX}${key}`, values ? JSON.stringify(values) : null)
}

/** What one person has half typed is nobody else's. */
export function forgetDrafts(): void {
  for (const name of storedNames(PREFIX)) storeText(name, null)
}
