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
  const random = pool.toString('hex', at, at + 10)
  at += 10
  const time = now.toString(16).padStart(12, '0')
  const variant = VARIANTS[Number.parseInt(random[3] ?? '0', 16) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}

const VARIANTS = ['8', '9', 'a', 'b'] as const
