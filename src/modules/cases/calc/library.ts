import type { Driver, LibraryEntry, Target } from '../contract.ts'

interface Entry {
  kind: string
  target: Target
  drivers: readonly Driver[]
}

/** Actions that the product brings; their names stand in the texts. What each is good for, its drivers say; how good, its past here. */
export const builtIn = [
  { kind: 'coaching', target: 'won', drivers: ['win', 'stage'] },
  { kind: 'jointMeetings', target: 'won', drivers: ['win', 'stage', 'check'] },
  { kind: 'script', target: 'next', drivers: ['stage'] },
  { kind: 'callBlock', target: 'call', drivers: ['activity', 'entrants'] },
  { kind: 'meetingPlan', target: 'meeting', drivers: ['activity', 'entrants', 'stage'] },
  { kind: 'prospecting', target: 'created', drivers: ['entrants'] },
  { kind: 'sleepingClients', target: 'created', drivers: ['entrants', 'check'] },
  { kind: 'leadQuality', target: 'next', drivers: ['entrants', 'stage'] },
  { kind: 'dealReview', target: 'won', drivers: ['timing', 'win'] },
  { kind: 'followUp', target: 'next', drivers: ['stage', 'timing', 'reason'] },
  { kind: 'discountControl', target: 'sales', drivers: ['check'] },
  { kind: 'upsell', target: 'sales', drivers: ['check'] },
  { kind: 'redistribute', target: 'sales', drivers: ['headcount', 'seller'] },
  { kind: 'hire', target: 'sales', drivers: ['headcount'] },
  { kind: 'planReview', target: 'sales', drivers: ['plan'] },
] as const satisfies readonly Entry[]
export type BuiltIn = (typeof builtIn)[number]['kind']

export interface PastEffect {
  kind: string
  n: number
  judged: number
  helped: number
  medianShare: number | null
}

/** The library as it stands: built-in and own actions with their past, in the order of `ranked` for no driver in particular. */
export function libraryOf(own: readonly (Entry & { title: string })[], past: readonly PastEffect[]): LibraryEntry[] {
  const known = new Map(past.map((one) => [one.kind, one]))
  return [...builtIn.map((one) => ({ ...one, title: null })), ...own].map(({ kind, title, target, drivers }) => {
    const { n, judged, helped, medianShare } = known.get(kind) ?? { n: 0, judged: 0, helped: 0, medianShare: null }
    return { kind, title, target, drivers: [...drivers], n, judged, helped, medianShare }
  })
}

/**
 * Actions fit for these drivers first, the best proven here at the top. Share that helped is drawn towards a half by two made-up cases, so that one
 * lucky use is not ahead of seven in ten.
 */
export function ranked(entries: readonly LibraryEntry[], wanted: readonly Driver[]): LibraryEntry[] {
  const fits = (one: LibraryEntry) => {
    const place = Math.min(...one.drivers.map((driver) => wanted.indexOf(driver)).filter((index) => index >= 0))
    return Number.isFinite(place) ? place : wanted.length
  }
  const proven = ({ helped, judged }: LibraryEntry) => (helped + 1) / (judged + 2)
  return entries.toSorted((a, b) => fits(a) - fits(b) || proven(b) - proven(a) || b.n - a.n)
}
