import type { Asked, AskedGroup } from '#modules/lists/api.ts'
import type { DealFilter, Meaning } from '../contract.ts'

/**
 * Takes a filter and the conditions put together by a person; gives both with those conditions that every deal must meet, and that an index answers,
 * moved into the filter: owner, stage, outcome, company, pipeline, a part of the title. Null where nothing is left of the conditions.
 */
export function pushedDown(given: DealFilter, asked: AskedGroup): { filter: DealFilter; where: AskedGroup | null } {
  if (asked.join === 'any' && asked.items.length > 1) return { filter: given, where: asked }
  let filter = given
  const items = asked.items.filter((item) => {
    const moved = 'join' in item ? null : narrowed(filter, item)
    if (moved) filter = moved
    return !moved
  })
  if (items.length === 0) return { filter: { ...filter, where: undefined }, where: null }
  return { filter, where: { join: 'all', items } }
}

/** The filter with the condition in it; null when it has no such place. */
function narrowed(filter: DealFilter, { field, question }: Asked): DealFilter | null {
  if (question.ask === 'text') {
    const isPart = field === 'title' && !question.whole && !question.not && filter.text === undefined
    return isPart ? { ...filter, text: question.text } : null
  }
  if (question.ask !== 'values' || question.not || question.every) return null
  const both = <Value extends string>(known: readonly Value[] | undefined) =>
    question.values.filter((value): value is Value => known?.some((one) => one === value) ?? true)
  switch (field) {
    case 'owner':
      return { ...filter, ownerIds: both(filter.ownerIds) }
    case 'stage':
      return { ...filter, stageIds: both(filter.stageIds) }
    case 'outcome':
      return { ...filter, outcomes: both<Meaning>(filter.outcomes) }
    case 'company':
      return oneOf(question.values, filter.companyId, (companyId) => ({ ...filter, companyId }))
    case 'pipeline':
      return oneOf(question.values, filter.pipelineId, (pipelineId) => ({ ...filter, pipelineId }))
    default:
      return null
  }
}

function oneOf(values: readonly string[], known: string | undefined, put: (value: string) => DealFilter) {
  const [only, ...others] = values
  return only !== undefined && others.length === 0 && (known === undefined || known === only) ? put(only) : null
}
