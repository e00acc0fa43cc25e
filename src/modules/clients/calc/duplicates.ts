import type { ClientKind, DuplicatePair } from '../contract.ts'

export type Likeness = DuplicatePair['reasons'][number]

/** How two clients are alike. */
export interface Alike {
  sameInn: boolean
  /** Both have an ИНН (or both a КПП), and not the same. */
  otherInn: boolean
  otherKpp: boolean
  samePhone: boolean
  sameEmail: boolean
  /** Of the names, 0…1: 1 is the same name without its legal form. */
  nameLikeness: number
  /** Of contacts: both are of one company. */
  sameCompany: boolean
}

/** A pair below this is not worth a look. */
export const LEAST_SCORE = 0.5
const LIKE_NAME = 0.45

/**
 * How probable it is that two clients are one, 0…1, and why. Independent signs add up like probabilities; another ИНН speaks against it, and the
 * same ИНН with another КПП is a branch.
 */
export function duplicateScore(kind: ClientKind, alike: Alike): { score: number; reasons: Likeness[] } {
  const signs: [Likeness, number][] = []
  if (kind === 'company' && alike.sameInn) signs.push(['inn', alike.otherKpp ? 0.4 : 0.9])
  if (alike.samePhone) signs.push(['phone', kind === 'company' ? 0.55 : 0.75])
  if (alike.sameEmail) signs.push(['email', kind === 'company' ? 0.55 : 0.85])
  if (alike.nameLikeness >= LIKE_NAME) signs.push(['name', nameWeight(kind, alike)])
  const against = kind === 'company' && alike.otherInn ? 0.3 : 1
  const score = (1 - signs.reduce((left, [, weight]) => left * (1 - weight), 1)) * against
  return { score: Math.round(score * 100) / 100, reasons: signs.map(([reason]) => reason) }
}

/** Many people share a name; few of one company do. */
function nameWeight(kind: ClientKind, { nameLikeness, sameCompany }: Alike): number {
  const square = nameLikeness ** 2
  if (kind === 'company') return 0.75 * square
  return (sameCompany ? 0.8 : 0.4) * square
}

/** The pair in the order in which it is kept: the smaller id first. */
export function pairOf(one: string, other: string): { aId: string; bId: string } {
  return one < other ? { aId: one, bId: other } : { aId: other, bId: one }
}
