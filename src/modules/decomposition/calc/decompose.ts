/**
 * From money to calls: won deals = money ÷ average check; from each stage back to the one before: deals ÷ conversion; contacts = deals that come to a
 * stage × contacts of such a deal. Runs on the server and, with sliders, in the browser: the same function.
 */
import type { ContactKind, PipelineProfile, SellerProfile } from './profile.ts'

/** What if: factors of the usual. 1 changes nothing. */
export interface WhatIf {
  conversion: number
  check: number
  contacts: number
}

export const asItIs: WhatIf = { conversion: 1, check: 1, contacts: 1 }

/** An expected figure with its 95 % interval. */
export interface Range {
  value: number
  low: number
  high: number
}

export interface StageNeed {
  stageId: string
  name: string
  /** Deals that must come to this stage. */
  deals: number
  /** Share that goes on, the what-if included. */
  conversion: number
}

export interface PipelineNeed {
  pipelineId: string
  name: string
  targetMinor: number
  won: number
  checkMinor: number
  /** First to last. */
  stages: StageNeed[]
  /** Lead to sale. */
  conversion: number
}

export interface ContactNeed {
  kind: ContactKind
  total: Range
  perDay: Range
}

export interface Need {
  targetMinor: number
  won: Range
  leads: Range
  leadsPerDay: Range | null
  pipelines: PipelineNeed[]
  contacts: ContactNeed[]
  /** Pipelines that bring sales and cannot be taken apart: no check, or stages that nobody has been seen to pass. */
  withoutBase: { pipelineId: string; name: string; targetMinor: number }[]
  /** Their money together; the whole where nothing has a base. */
  withoutBaseMinor: number
}

const Z_95 = 1.96

/** A value and the variance of its logarithm. */
interface Uncertain {
  value: number
  spread: number
}

/**
 * Takes a seller's profile, the money, his working days in the period and the what-if; gives what is needed for it. Money in minor units.
 * A pipeline without a check or with a stage that nobody has ever passed takes no part: its share of the money is said in `withoutBase` and asked of no other.
 */
export function decompose(
  { pipelines }: Pick<SellerProfile, 'pipelines'>,
  targetMinor: number,
  workingDays: number,
  whatIf: WhatIf = asItIs,
): Need {
  const [usable, baseless] = byBase(pipelines)
  const shares = [...usable, ...baseless].reduce((sum, one) => sum + one.share, 0)
  const won: Uncertain[] = []
  const leads: Uncertain[] = []
  const contacts = new Map<ContactKind, Uncertain[]>()
  const needs = usable.map((pipeline): PipelineNeed => {
    const own = (targetMinor * pipeline.share) / shares
    const checkMinor = (pipeline.checkMinor.value ?? 0) * whatIf.check
    const wonDeals = { value: own / checkMinor, spread: pipeline.checkMinor.spread }
    won.push(wonDeals)
    const arriving = backwards(pipeline, wonDeals, whatIf.conversion)
    const first = arriving[0] ?? wonDeals
    leads.push(first)
    const at = new Map(pipeline.stages.map(({ stageId }, index) => [stageId, arriving[index] ?? first]))
    for (const { kind, stageId, perDeal } of pipeline.work) {
      const deals = stageId === null ? first : at.get(stageId)
      if (!deals || perDeal.value === null) continue
      const part = { value: deals.value * perDeal.value * whatIf.contacts, spread: deals.spread + perDeal.spread }
      contacts.set(kind, [...(contacts.get(kind) ?? []), part])
    }
    return {
      pipelineId: pipeline.pipelineId,
      name: pipeline.name,
      targetMinor: own,
      won: wonDeals.value,
      checkMinor,
      stages: pipeline.stages.map(({ stageId, name, passes }, index) => ({
        stageId,
        name,
        deals: arriving[index]?.value ?? 0,
        conversion: stagePasses(passes.value ?? 0, whatIf.conversion, pipeline.stages.length),
      })),
      conversion: first.value > 0 ? wonDeals.value / first.value : 0,
    }
  })
  const withoutBase = baseless.map(({ pipelineId, name, share }) => ({
    pipelineId,
    name,
    targetMinor: (targetMinor * share) / shares,
  }))
  const leadsNeeded = together(leads)
  return {
    targetMinor,
    won: together(won),
    leads: leadsNeeded,
    leadsPerDay: perDay(leadsNeeded, workingDays),
    pipelines: needs,
    contacts: [...contacts].map(([kind, parts]) => {
      const total = alike(parts)
      return { kind, total, perDay: perDay(total, workingDays) ?? { value: 0, low: 0, high: 0 } }
    }),
    withoutBase,
    withoutBaseMinor:
      usable.length === 0 ? targetMinor : withoutBase.reduce((sum, { targetMinor: own }) => sum + own, 0),
  }
}

/** Pipelines that bring sales: those that can be taken apart, and the others. */
export function byBase(pipelines: readonly PipelineProfile[]): [PipelineProfile[], PipelineProfile[]] {
  const selling = pipelines.filter(({ share }) => share > 0)
  return [selling.filter(hasBase), selling.filter((one) => !hasBase(one))]
}

/** Whether money can be taken apart here. */
export function hasBase({ checkMinor, stages }: Pick<PipelineProfile, 'checkMinor' | 'stages'>): boolean {
  return (checkMinor.value ?? 0) > 0 && stages.length > 0 && stages.every(({ passes }) => (passes.value ?? 0) > 0)
}

/** Lead to sale of the pipeline: the product of its stages. */
export function conversionOf({ stages }: Pick<PipelineProfile, 'stages'>, factor = 1): number {
  return stages.reduce((product, { passes }) => product * stagePasses(passes.value ?? 0, factor, stages.length), 1)
}

/** Each stage takes an equal part of the factor; none lets more than everybody pass. */
function stagePasses(share: number, factor: number, stages: number): number {
  return Math.min(1, share * factor ** (1 / stages))
}

/** How many deals must come to each stage, first to last. */
function backwards({ stages }: PipelineProfile, won: Uncertain, factor: number): Uncertain[] {
  const needed: Uncertain[] = []
  let next = won
  for (const { passes } of stages.toReversed()) {
    next = {
      value: next.value / stagePasses(passes.value ?? 1, factor, stages.length),
      spread: next.spread + passes.spread,
    }
    needed.unshift(next)
  }
  return needed
}

/** A sum of independent parts: their variances add up. */
function together(parts: readonly Uncertain[]): Range {
  const value = parts.reduce((sum, part) => sum + part.value, 0)
  const variance = parts.reduce((sum, part) => sum + part.value ** 2 * part.spread, 0)
  return rangeOf(value, value > 0 ? Math.sqrt(variance) / value : 0)
}

/** A sum of parts that go up and down together (all hang on one check and one chain of conversions): their deviations add up. */
function alike(parts: readonly Uncertain[]): Range {
  const value = parts.reduce((sum, part) => sum + part.value, 0)
  const deviation = parts.reduce((sum, part) => sum + part.value * Math.sqrt(part.spread), 0)
  return rangeOf(value, value > 0 ? deviation / value : 0)
}

function rangeOf(value: number, deviation: number): Range {
  const factor = Math.exp(Z_95 * deviation)
  return { value, low: value / factor, high: value * factor }
}

function perDay({ value, low, high }: Range, days: number): Range | null {
  return days > 0 ? { value: value / days, low: low / days, high: high / days } : null
}
