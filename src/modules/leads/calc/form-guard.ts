/** What tells a program from a person who fills in a form, and the same form sent twice from two forms. */

export interface Sent {
  /** The field that nobody sees. */
  trap?: string | undefined
  /** Seconds between showing and sending, as the page says; absent: the page does not measure. */
  seconds?: number | undefined
  name?: string | undefined
  text?: string | undefined
}

export type SpamMark = 'trap' | 'too_fast' | 'links'

const MOST_LINKS = 3

/** Why this looks like a program; null: like a person. Nothing is thrown away for it: such a lead is kept apart and can be taken back. */
export function spamMark({ trap, seconds, name = '', text = '' }: Sent, minFillSeconds: number): SpamMark | null {
  if (trap?.trim()) return 'trap'
  if (seconds !== undefined && seconds < minFillSeconds) return 'too_fast'
  const links = [...`${name} ${text}`.matchAll(/https?:\/\/|www\./gi)].length
  return links > MOST_LINKS || /https?:\/\//i.test(name) ? 'links' : null
}

/** The same content sent again within ten minutes is the same lead: what a double click and a "back" bring. */
export const REPEAT_MS = 10 * 60_000

/** What makes two submissions the same, as one text; case, spaces and signs in a phone make no difference. */
export function contentOf(fields: {
  formId: string
  name: string | null
  company: string | null
  phoneKey: string | null
  email: string | null
  text: string | null
  product: string | null
}): string {
  const { formId, name, company, phoneKey, email, text, product } = fields
  const same = (value: string | null) => (value ?? '').toLowerCase().replace(/\s+/g, ' ').trim()
  return JSON.stringify([formId, same(name), same(company), phoneKey, email, same(text), same(product)])
}

/** Whether a page of this origin may send the form; no list: any page, and programs without an origin. */
export function mayCome(origin: string | undefined, allowed: readonly string[]): boolean {
  return allowed.length === 0 || (origin !== undefined && allowed.includes(origin.toLowerCase()))
}
