import { randomFillSync } from 'node:crypto'

const POOL = 4096
const pool = Buffer.allocUnsafe(POOL)
let at = POOL

/**
 * A time-ordered key (RFC 9562, version 7), like uuid7() of the database: for rows that must know their key before they are
 * written, a million at a time.
 */
export function uuid7(now: number = Date.now()): string {
  if (at + 10 > POOL) {
    randomFillSync(pool)
    at = 0
  }
  // Written digit by digit into one place: an id put together from parts is eight texts.
  let time = now
  for (let place = TIME.length - 1; place >= 0; place -= 1) {
    written[TIME[place] ?? 0] = DIGITS[time % 16] ?? 0
    time = Math.floor(time / 16)
  }
  for (const place of RANDOM) {
    const byte = pool[at] ?? 0
    at += 1
    written[place] = DIGITS[byte >>> 4] ?? 0
    written[place + 1] = DIGITS[byte & 15] ?? 0
  }
  written[VERSION] = SEVEN
  written[VARIANT] = DIGITS[8 + ((written[VARIANT] ?? 0) & 3)] ?? 0
  return written.toString('latin1')
}

const written = Buffer.alloc(36, '-')
const DIGITS = Buffer.from('0123456789abcdef')
const TIME = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12] as const
/** Where the pairs of random digits begin. The version and the variant are written over two of the digits. */
const RANDOM = [14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const
const VERSION = 14
const VARIANT = 19
const SEVEN = 0x37
