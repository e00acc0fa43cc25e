/** Figures of the first response: what a head looks at. Spam takes no part. */
import { median } from '#core/statistics/quantile.ts'
import { type Rate, rateOf } from '#core/statistics/rate.ts'

export interface MeasuredLead {
  ownerId: string | null
  sourceId: string | null
  state: string
  /** Business minutes until the answer; null: not answered. */
  responseMinutes: number | null
  targetMinutes: number
  /** The target has run out and nobody has answered. */
  lateNow: boolean
  returns: number
}

export interface ResponseFigures {
  leads: number
  answered: number
  lateNow: number
  medianMinutes: number | null
  /** Answered within the target, of those answered or late: a lead whose time still runs says nothing yet. */
  inTarget: Rate
  /** Became deals, of those that are decided. */
  converted: Rate
  returned: number
}

/** Takes the leads of a period; figures of all of them together. */
export function responseFigures(leads: readonly MeasuredLead[]): ResponseFigures {
  const answered = leads.flatMap(({ responseMinutes }) => (responseMinutes === null ? [] : [responseMinutes]))
  const late = leads.filter(({ lateNow }) => lateNow).length
  const inTime = leads.filter(
    ({ responseMinutes, targetMinutes }) => responseMinutes !== null && responseMinutes <= targetMinutes,
  ).length
  const converted = leads.filter(({ state }) => state === 'converted').length
  const decided = converted + leads.filter(({ state }) => state === 'rejected').length
  return {
    leads: leads.length,
    answered: answered.length,
    lateNow: late,
    medianMinutes: median(answered),
    inTarget: rateOf(inTime, answered.length + late),
    converted: rateOf(converted, decided),
    returned: leads.filter(({ returns }) => returns > 0).length,
  }
}

/** The same of each seller or source, those with most leads first. */
export function figuresBy(
  leads: readonly MeasuredLead[],
  key: 'ownerId' | 'sourceId',
): (ResponseFigures & { id: string | null })[] {
  return [...Map.groupBy(leads, (lead) => lead[key])]
    .map(([id, of]) => ({ id, ...responseFigures(of) }))
    .toSorted((a, b) => b.leads - a.leads || (String(a.id) < String(b.id) ? -1 : 1))
}
