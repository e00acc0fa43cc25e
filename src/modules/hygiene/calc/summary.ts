import { type RuleCode, ruleCodes, type SummaryLine } from '../contract.ts'

/** Open deals of one owner that break the same rules: bit n of `mask` stands for the n-th code. */
export interface Group {
  ownerId: string | null
  mask: number
  n: number
  sumMinor: number
}

type Figures = Omit<SummaryLine, 'owner'>

/** The bit of a rule in a mask. */
export const bitOf = (code: RuleCode) => 1 << ruleCodes.indexOf(code)

/** Takes groups of deals, gives how many break each rule and how many break none. A deal with two reasons stands under both. */
export function figuresOf(groups: readonly Group[]): Figures {
  const sum = (of: readonly Group[]) => ({
    n: of.reduce((total, { n }) => total + n, 0),
    sumMinor: of.reduce((total, { sumMinor }) => total + sumMinor, 0),
  })
  return {
    open: sum(groups),
    clean: sum(groups.filter(({ mask }) => mask === 0)),
    byReason: ruleCodes.map((code) => ({ code, ...sum(groups.filter(({ mask }) => (mask & bitOf(code)) !== 0)) })),
  }
}

/** The same for each owner. */
export function figuresByOwner(groups: readonly Group[]): Map<string | null, Figures> {
  const byOwner = Map.groupBy(groups, ({ ownerId }) => ownerId)
  return new Map([...byOwner].map(([ownerId, own]) => [ownerId, figuresOf(own)]))
}

/** Share of deals in order, 0…1; null where there is no open deal. */
export function cleanShare({ open, clean }: Pick<Figures, 'open' | 'clean'>): number | null {
  return open.n === 0 ? null : clean.n / open.n
}
