import { type RawBuilder, sql } from 'kysely'

/**
 * Packed bytes as they come over the wire: the driver reads bytes written out in sixteens, which takes it ten times as long as these. Read with bytesOf.
 * Takes an expression of type bytea; null stays null.
 */
export function asText(bytes: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`encode(${bytes}, 'base64')`
}

/** The bytes of what asText has told. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'base64')
}
