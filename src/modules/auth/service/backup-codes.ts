import { randomInt } from 'node:crypto'

/** Without signs that are taken for each other on paper: i, l, 1, o, 0. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const CODES = 10
const HALF = 5

/** New codes for whoever has no phone at hand: two halves of small letters and digits. */
export function freshBackupCodes(): string[] {
  const half = () => Array.from({ length: HALF }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: CODES }, () => `${half()}-${half()}`)
}

/** A code as it was given, from how somebody has typed it: in capitals, without its hyphen or with a long one. */
export function asGiven(typed: string): string {
  const signs = typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return `${signs.slice(0, HALF)}-${signs.slice(HALF)}`
}
