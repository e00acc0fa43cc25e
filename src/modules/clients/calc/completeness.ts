/** What is known of a client, as far as it says how full its card is. */
export interface Filled {
  inn?: string | null
  kpp?: string | null
  industry?: string | null
  region?: string | null
  jobTitle?: string | null
  companyId?: string | null
  ownerId: string | null
  comment?: string | null
  phones: number
  emails: number
}

const WEIGHTS: Partial<Record<keyof Filled, number>> = {
  inn: 3,
  companyId: 3,
  ownerId: 2,
  kpp: 1,
  industry: 1,
  region: 1,
  jobTitle: 1,
  comment: 1,
}

/** How full a card is: each field by its weight, up to three numbers and three addresses by one. */
export function completeness(card: Filled): number {
  const fields = Object.entries(WEIGHTS).reduce(
    (sum, [field, weight]) => sum + (card[field as keyof Filled] ? weight : 0),
    0,
  )
  return fields + Math.min(3, card.phones) + Math.min(3, card.emails)
}

export interface Candidate {
  id: string
  completeness: number
  deals: number
  createdAt: string
}

/** Which of two stays: the one with more deals when the other has none, else the fuller, else the one with more deals, else the older. */
export function masterOf<One extends Candidate>(a: One, b: One): One {
  if ((a.deals === 0) !== (b.deals === 0)) return a.deals > 0 ? a : b
  if (a.completeness !== b.completeness) return a.completeness > b.completeness ? a : b
  if (a.deals !== b.deals) return a.deals > b.deals ? a : b
  return a.createdAt <= b.createdAt ? a : b
}
