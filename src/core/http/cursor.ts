import { z } from 'zod'

/**
 * Where the next page of a list begins: the sort key of the last row, in a text that means nothing to the client.
 * @param key schema of the sort key, for example `z.tuple([z.string(), id])`
 */
export const cursor = <Key extends z.ZodType>(key: Key) =>
  z
    .string()
    .max(2000)
    .transform((text, context): z.output<Key> => {
      const parsed = key.safeParse(decoded(text))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', params: { code: 'CURSOR_BROKEN' } })
      return z.NEVER
    })

/** The reverse: takes the sort key of the last row that is given out. */
export function cursorText(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
