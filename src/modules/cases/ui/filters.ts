import { z } from 'zod'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { type CaseDetail, caseMetrics, caseStates, type Part, verdicts } from '../contract.ts'

/** The filters of the list as they stand in the address. */
export const casesSearch = z.object({
  state: listParam(z.enum(caseStates)),
  metric: listParam(z.enum(caseMetrics)),
  verdict: listParam(z.enum(verdicts)),
  due: z.literal('1').optional(),
})
export type CasesSearch = z.output<typeof casesSearch>

export const casesTarget = (search: CasesSearch = {}): Target => ({ to: '/cases', search })
export const caseTarget = (id: string): Target => ({ to: `/cases/${id}` })

export const caseInput = ({ state, metric, verdict, due }: CasesSearch) => ({
  states: state ?? (verdict ? ['closed' as const] : ['open' as const, 'acting' as const]),
  ...(metric && { metrics: metric }),
  ...(verdict && { verdicts: verdict }),
  ...(due && { due: true }),
})

export interface Behind {
  word: 'deals' | 'bookings' | 'plan' | 'contacts' | 'lost'
  target: Target
}

/** The records behind a part of a case: deals of a stage, wins, the plan, the calendar. Null: there is nothing to open. */
export function behindPart(
  one: Pick<CaseDetail, 'level' | 'subjectId' | 'period' | 'split' | 'stageId' | 'owner'>,
  part: Part,
): Behind | null {
  const { from, to } = one.split.span
  const period = `${from}..${to}`
  const whose =
    one.level === 'person' ? { seller: one.subjectId } : one.level === 'department' ? { department: one.subjectId } : {}
  const funnel = (figure: string, stage?: string | null, more: object = {}) => ({
    to: '/funnel/deals',
    search: {
      ...whose,
      ...more,
      period,
      ...(part.pipelineId && { pipeline: part.pipelineId }),
      figure,
      ...(stage && { stage }),
    },
  })
  const bookings = { to: '/plan-fact/bookings', search: { period, level: one.level, subject: one.subjectId } }
  switch (part.driver) {
    case 'entrants':
    case 'stage':
      return part.stageId ? { word: 'deals', target: funnel('period_entered_stage', part.stageId) } : null
    case 'timing':
      return { word: 'deals', target: funnel('period_won') }
    case 'win':
      return { word: 'lost', target: funnel('period_lost') }
    case 'check':
    case 'rest':
      return { word: 'bookings', target: bookings }
    case 'plan':
      return { word: 'plan', target: { to: '/plan-fact', search: { period: one.period, line: one.subjectId } } }
    case 'activity':
    case 'headcount':
      return {
        word: 'contacts',
        target: { to: '/calendar', search: { ...(one.level === 'person' && { people: one.subjectId }), day: to } },
      }
    case 'seller':
      return part.personId
        ? {
            word: 'deals',
            target: funnel('period_entered_stage', one.stageId, { department: undefined, seller: part.personId }),
          }
        : null
    case 'reason':
      return {
        word: 'deals',
        target: {
          to: '/hygiene/deals',
          search: { code: part.name ?? undefined, ...(one.level === 'person' && { owner: one.subjectId }) },
        },
      }
  }
}
