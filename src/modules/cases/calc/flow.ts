/** From what happened in a span to the factors of its sales: each is a ratio of two counts, so that their product is the money exactly. */
import { driverSplitOfGroups, type Factor } from '#core/statistics/driver-split.ts'
import type { Driver, Part } from '../contract.ts'

/** One pipeline in a span. */
export interface Flow {
  pipelineId: string
  /** First entries by open stage, in the order of the stages. */
  entered: readonly number[]
  /** Lost with the last open stage as the furthest. */
  lostLast: number
  /** Wins, without returns and corrections, and their money. */
  won: number
  wonMinor: number
}

export interface Span {
  /** Working days of the sellers, in all. */
  personDays: number
  /** Calls, meetings and demonstrations that took place. */
  activities: number
  flows: readonly Flow[]
}

export interface PipelineNames {
  id: string
  name: string
  stages: readonly { id: string; name: string }[]
}

interface Node {
  driver: Driver
  stageId: string | null
  name: string | null
  unit: Part['unit']
  usual: number
  now: number
}

const MOST_MORE = 2
const MOST_MINOR = 1e14

interface Question {
  usual: Span
  now: Span
  /** Working days of the sellers that were to be expected in the span. */
  expectedDays: number
  pipelines: readonly PipelineNames[]
  /** What was to be sold, and what was, minor units; the parts sum to actual − expected. */
  expectedMinor: number
  actualMinor: number
}

/**
 * Splits the gap between what was to be sold and what was by driver. Expected side: the usual levels over the expected working days, times one more
 * factor that makes it the plan (`plan`: how much more than usual the plan asks for). Actual side: the levels of the span. A stage that nobody
 * entered although deals came further is joined with the next one, so that no ratio is infinite. What no factor tells (returns, corrections,
 * pipelines without a past) is `rest`. Parts sum to the gap exactly.
 */
export function driverParts(question: Question): Part[] {
  const { usual, now, expectedDays, expectedMinor, actualMinor } = question
  const gap = actualMinor - expectedMinor
  const chains = question.pipelines.map((pipeline) => chainOf(pipeline, usual, now))
  const perDay = usual.personDays > 0 ? expectedDays / usual.personDays : 0
  const usualMinor = sum(usual.flows.map((flow) => flow.wonMinor)) * perDay
  if (usualMinor <= 0) return [restOf(gap)].filter((one) => one.partMinor !== 0)
  const asked = expectedMinor / usualMinor
  const parts = new Map<string, Part>()
  const groups = question.pipelines.map((pipeline, index) => {
    const { before, after, described } = factorsOf(pipeline.id, chains[index] ?? [], { expectedDays, asked })
    for (const one of described) if (!parts.has(one.key)) parts.set(one.key, one)
    return { key: pipeline.id, before, after }
  })
  const split = driverSplitOfGroups(groups)
  // Two spans that have nothing in common give parts beyond all whole numbers: no driver tells anything then.
  if (split.parts.some(({ part }) => Math.abs(part) > MOST_MINOR))
    return [restOf(gap)].filter((one) => one.partMinor !== 0)
  for (const { key, part } of split.parts) {
    const known = parts.get(key)
    if (known) parts.set(key, { ...known, partMinor: part })
  }
  const rest = restOf(gap - split.change)
  return [...parts.values(), rest].filter((one) => one.partMinor !== 0)
}

/** Counts from the seller's day to the money, those dropped that would make a ratio infinite. */
function chainOf(pipeline: PipelineNames, usual: Span, now: Span): Node[] {
  const [before, after] = [flowIn(usual, pipeline.id), flowIn(now, pipeline.id)]
  const last = pipeline.stages.length - 1
  const named = (driver: Driver, name: string | null, unit: Part['unit'], of: (flow: Flow) => number): Node => ({
    driver,
    stageId: null,
    name,
    unit,
    usual: of(before),
    now: of(after),
  })
  const stages = pipeline.stages.map((stage, place): Node => ({
    driver: place === 0 ? 'entrants' : 'stage',
    stageId: stage.id,
    name: place === 0 ? pipeline.name : stage.name,
    unit: place === 0 ? 'perDay' : 'share',
    usual: before.entered[place] ?? 0,
    now: after.entered[place] ?? 0,
  }))
  const nodes: Node[] = [
    { driver: 'headcount', stageId: null, name: null, unit: 'count', usual: usual.personDays, now: now.personDays },
    { driver: 'activity', stageId: null, name: null, unit: 'perDay', usual: usual.activities, now: now.activities },
    ...stages,
    ...(last >= 0 ? [named('timing', pipeline.name, 'ratio', (flow) => flow.won + flow.lostLast)] : []),
    named('win', pipeline.name, 'share', (flow) => flow.won),
    named('check', pipeline.name, 'money', (flow) => flow.wonMinor),
  ]
  return nodes.filter((node, place) => place === 0 || place === nodes.length - 1 || isSound(nodes, place))
}

/** A count of 0 with something after it would divide by nothing; one that is 0 on both sides says nothing. */
function isSound(nodes: readonly Node[], place: number): boolean {
  const node = nodes[place]
  const later = nodes.slice(place + 1)
  // Twice as many contacts a day as usual are a change of what is written down, and no cause of anything.
  const days = nodes[0]
  if (node?.driver === 'activity' && days && node.now * days.usual > MOST_MORE * node.usual * days.now) return false
  if (!node || (node.usual <= 0 && node.now <= 0)) return false
  return (
    (node.usual > 0 || later.every((one) => one.usual <= 0)) && (node.now > 0 || later.every((one) => one.now <= 0))
  )
}

function flowIn(span: Span, pipelineId: string): Flow {
  return (
    span.flows.find((flow) => flow.pipelineId === pipelineId) ?? {
      pipelineId,
      entered: [],
      lostLast: 0,
      won: 0,
      wonMinor: 0,
    }
  )
}

function factorsOf(
  pipelineId: string,
  nodes: readonly Node[],
  { expectedDays, asked }: { expectedDays: number; asked: number },
) {
  const before: Factor[] = []
  const after: Factor[] = []
  const described: Part[] = []
  const add = (part: Part) => {
    described.push(part)
    before.push({ key: part.key, value: part.before })
    after.push({ key: part.key, value: part.after })
  }
  nodes.forEach((node, place) => {
    const previous = nodes[place - 1]
    // The days are a count of their own, and those of the expected side are the expected ones.
    const ratios = previous
      ? { before: ratio(node.usual, previous.usual), after: ratio(node.now, previous.now) }
      : { before: expectedDays, after: node.now }
    const isShared = node.driver === 'headcount' || node.driver === 'activity'
    add({
      key: isShared ? node.driver : [node.driver, pipelineId, node.stageId ?? ''].join('|'),
      driver: node.driver,
      pipelineId: isShared ? null : pipelineId,
      stageId: node.stageId,
      personId: null,
      name: node.name,
      partMinor: 0,
      ...ratios,
      unit: node.driver === 'entrants' && previous?.driver === 'activity' ? 'ratio' : node.unit,
      n: node.driver === 'check' ? (previous?.now ?? null) : previous ? previous.now : null,
      z: previous ? chanceOf(node, previous) : null,
    })
  })
  add({
    key: 'plan',
    driver: 'plan',
    pipelineId: null,
    stageId: null,
    personId: null,
    name: null,
    partMinor: 0,
    before: asked,
    after: 1,
    unit: 'ratio',
    n: null,
    z: null,
  })
  return { before, after, described }
}

/**
 * How far a level has moved, in standard deviations of chance: a count against what the other span makes one expect (Poisson, both spans
 * uncertain); a mean of amounts with a deviation as large as itself, which is usual for amounts of deals.
 */
function chanceOf(node: Node, previous: Node): number | null {
  if (previous.usual <= 0 || previous.now <= 0 || node.usual <= 0) return null
  if (node.driver === 'check')
    return (
      (ratioOr0(node.now, previous.now) / ratioOr0(node.usual, previous.usual) - 1) /
      Math.sqrt(1 / previous.now + 1 / previous.usual)
    )
  const expected = (node.usual / previous.usual) * previous.now
  return (node.now - expected) / Math.sqrt(expected * (1 + previous.now / previous.usual))
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null)
const ratioOr0 = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

export function restOf(partMinor: number): Part {
  return {
    key: 'rest',
    driver: 'rest',
    pipelineId: null,
    stageId: null,
    personId: null,
    name: null,
    partMinor,
    before: null,
    after: null,
    unit: 'money',
    n: null,
    z: null,
  }
}
