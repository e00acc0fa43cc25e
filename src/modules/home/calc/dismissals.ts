/** What a person has put off on his list, and what his list learns from it. */

/** A reason for an item to be on the list. */
export interface Sign {
  /** Its name: 'deal:<id>:silent'. */
  item: string
  rule: string
  /** Whom it is about: the owner of the deal, the seller. */
  subjectId: string | null
  /** How bad it is, by the rule: days, a share; null: it has no measure. */
  measure: number | null
}

export interface Dismissal extends Sign {
  /** Hidden until this day; null: called no problem. */
  untilOn: string | null
}

export type HiddenAs = 'snoozed' | 'noProblem' | 'learnt'

/** What was called no problem comes back when it is worse by a quarter. */
export const WORSE_BY = 1.25
/** So many «no problem» of one rule about one person are a threshold of that rule for that person. */
export const TAUGHT_BY = 2

/**
 * Whether and why the reader does not want to see this reason today. A snooze ends on its day. «No problem» holds until it is worse by a quarter. Two of
 * them about different items, but of the same rule and the same person, teach: what is no worse than the worst of them is hidden as well.
 */
export function hiddenAs(sign: Sign, dismissals: readonly Dismissal[], today: string): HiddenAs | null {
  const own = dismissals.find(({ item }) => item === sign.item)
  if (own?.untilOn != null) return today < own.untilOn ? 'snoozed' : null
  if (own && (own.measure === null || sign.measure === null || sign.measure <= own.measure * WORSE_BY))
    return 'noProblem'
  if (own || sign.measure === null || sign.subjectId === null) return null
  const threshold = learntThreshold(sign, dismissals)
  return threshold !== null && sign.measure <= threshold ? 'learnt' : null
}

/** From when on the rule counts for this person, as the reader has taught it; null: as for everybody. */
export function learntThreshold(
  { rule, subjectId }: Pick<Sign, 'rule' | 'subjectId'>,
  dismissals: readonly Dismissal[],
): number | null {
  const taught = dismissals.flatMap((one) =>
    one.untilOn === null && one.rule === rule && one.subjectId === subjectId && one.measure !== null
      ? [one.measure]
      : [],
  )
  return taught.length < TAUGHT_BY ? null : Math.max(...taught)
}
