import type { OfKind } from './fulfilment.ts'

/** Kinds of which less than the threshold was done; the weakest first. Nothing to tell: empty. */
export function shortOf(kinds: readonly OfKind[], below: number): OfKind[] {
  return kinds
    .filter(({ fulfilment }) => fulfilment !== null && fulfilment < below)
    .toSorted((a, b) => (a.fulfilment ?? 0) - (b.fulfilment ?? 0))
}
