import { asPeriod, periodKey } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { compareCohorts } from '../calc/compare.ts'
import { cohortFunnel } from '../calc/cohort.ts'
import { type Asking, type Filters, questionOf } from './question.ts'
import { cohortOf, type CohortView } from './view.ts'

interface Groups extends Filters, CohortView {
  period: string
  otherPeriod?: string | undefined
  otherSellerIds?: string[] | undefined
  otherDepartmentIds?: string[] | undefined
  otherSourceIds?: string[] | undefined
  waiting: number
}

/** Two groups of deals, each a cohort of its own: seller against seller, quarter against quarter. @throws Refusal as questionOf */
export async function compareGroups(tx: Tx, asking: Asking, asked: Groups) {
  const { order, window, pipelineId } = asked
  const view = { order, window }
  const question = await questionOf(tx, asking, asked)
  const first = await cohortOf(tx, question, { ...view, period: asked.period })
  const other = await questionOf(tx, asking, {
    pipelineId: pipelineId ?? question.pipeline.id,
    sellerIds: asked.otherSellerIds,
    departmentIds: asked.otherDepartmentIds,
    sourceIds: asked.otherSourceIds,
  })
  const otherPeriod = asked.otherPeriod ?? asked.period
  const second = await cohortOf(tx, other, { ...view, period: otherPeriod })
  const counted = new Set([...first.groups, ...second.groups].map(({ stageId }) => stageId))
  const stages = question.openStages.filter(({ id, archived }) => !archived || counted.has(id))
  const stageIds = stages.map(({ id }) => id)
  const summary = (groups: typeof first.groups, period: string) => {
    const { created, won, lost, open } = cohortFunnel(stageIds, groups)
    return { period: periodKey(asPeriod(period)), created, won, lost, open }
  }
  return {
    pipeline: { id: question.pipeline.id, name: question.pipeline.name },
    waiting: asked.waiting,
    stages: stages.map(({ id, name, color, archived }) => ({ id, name, color, archived })),
    first: summary(first.groups, asked.period),
    second: summary(second.groups, otherPeriod),
    rows: compareCohorts(stageIds, first.groups, second.groups),
  }
}
