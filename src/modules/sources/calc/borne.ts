import { partOfSpend } from './money.ts'

/** Leads of a source that came in a month. */
export interface LeadsOfMonth {
  sourceId: string | null
  month: string
  n: number
}

/** What was spent on a source, held against the leads and the sales of this month. */
interface OfMonth {
  sourceId: string | null
  month: string
}

/**
 * Takes the leads of some people and those of the whole company in a period; gives which part of what was spent these people bear. Each month's spend goes by
 * the leads of that month, so that months sum to their period; that of a month without any leads goes by the leads of the whole period.
 */
export function bearing(own: readonly LeadsOfMonth[], all: readonly LeadsOfMonth[]) {
  const [ours, everybodys] = [counted(own), counted(all)]
  return (amountMinor: number, { sourceId, month }: OfMonth): number => {
    const ofMonth = `${sourceId ?? ''} ${month}`
    const key = (everybodys.get(ofMonth) ?? 0) > 0 ? ofMonth : (sourceId ?? '')
    return partOfSpend(amountMinor, ours.get(key) ?? 0, everybodys.get(key) ?? 0)
  }
}

/** By source and month, and by source. */
function counted(leads: readonly LeadsOfMonth[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { sourceId, month, n } of leads)
    for (const key of [`${sourceId ?? ''} ${month}`, sourceId ?? '']) sums.set(key, (sums.get(key) ?? 0) + n)
  return sums
}
