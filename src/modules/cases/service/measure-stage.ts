import type { Tx } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { wholeParts } from '#core/statistics/driver-split.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import type { Part } from '../contract.ts'
import { pipelinesOf, stageFlow, type StageFlow, winsIn } from '../data/flow.ts'
import { type Measured, spanOf, type Spans, spansFor } from './measure.ts'
import type { CaseSubject } from './subject.ts'

/** Fewer entries into a stage say nothing about its conversion: of the usual months, and of the period. */
const FEWEST_USUAL = 20
const FEWEST_NOW = 10

export interface StageAsked {
  pipelineId: string
  stageId: string
}

/**
 * The conversion of a stage into the next one (of the last one into wins) against the three months before, as the funnel counts it in a period. The gap
 * is what the missing deals would have brought at the usual money per deal that comes further; split by seller.
 * @throws Refusal NOT_FOUND for a stage that does not exist, CASE_NO_DATA with too few deals, CASE_NO_GAP when it is not below the usual
 */
export async function measureStage(
  tx: Tx,
  by: By,
  subject: CaseSubject,
  period: string,
  { pipelineId, stageId }: StageAsked,
): Promise<Measured> {
  const pipeline = (await pipelinesOf(tx)).find((one) => one.id === pipelineId)
  const place = pipeline?.stages.findIndex((stage) => stage.id === stageId) ?? -1
  if (!pipeline || place === -1) throw new Refusal('NOT_FOUND')
  const spans = await spansFor(tx, by, period)
  const asked = { pipelineId, stageId, nextStageId: pipeline.stages[place + 1]?.id ?? null }
  const { usual, now, valueMinor } = await flowsOfStage(tx, by, subject, spans, asked)
  const [then, here] = [totalOf(usual), totalOf(now)]
  if (then.entered < FEWEST_USUAL || here.entered < FEWEST_NOW) throw new Refusal('CASE_NO_DATA', { what: 'few' })
  const [expected, actual] = [then.next / then.entered, here.next / here.entered]
  if (actual >= expected) throw new Refusal('CASE_NO_GAP')
  const gapMinor = Math.round((here.next - expected * here.entered) * valueMinor)
  const names = new Map(subject.sellers.map((person) => [person.id, person.fullName]))
  const sellers = now.filter((one) => one.entered > 0 || one.next > 0)
  const whole = wholeParts(
    sellers.map((one) => (one.next - expected * one.entered) * valueMinor),
    gapMinor,
  )
  const parts = sellers.map((one, index): Part => {
    const isNamed = names.has(one.ownerId)
    return {
      key: `seller|${one.ownerId}`,
      driver: 'seller',
      pipelineId,
      stageId: null,
      personId: isNamed ? one.ownerId : null,
      name: names.get(one.ownerId) ?? null,
      partMinor: whole[index] ?? 0,
      before: expected,
      after: one.entered > 0 ? one.next / one.entered : null,
      unit: 'share',
      n: one.entered,
      z:
        one.entered > 0 && expected > 0
          ? (one.next - expected * one.entered) / Math.sqrt(expected * one.entered * (1 + one.entered / then.entered))
          : null,
    }
  })
  return {
    expected,
    actual,
    n: here.entered,
    gapMinor,
    planMinor: null,
    split: {
      usual: spanOf(spans.usual),
      span: spanOf(spans.now),
      parts: parts.filter((one) => one.partMinor !== 0),
      people: [],
    },
  }
}

/** @throws Refusal NOT_FOUND for a stage of no pipeline */
export async function pipelineOfStage(tx: Tx, stageId: string): Promise<string> {
  const pipeline = (await pipelinesOf(tx)).find(({ stages }) => stages.some((stage) => stage.id === stageId))
  if (!pipeline) throw new Refusal('NOT_FOUND')
  return pipeline.id
}

async function flowsOfStage(
  tx: Tx,
  { actor }: By,
  { owners }: CaseSubject,
  spans: Spans,
  asked: StageAsked & { nextStageId: string | null },
) {
  const zone = zoneOf({ actor })
  const usual = await stageFlow(tx, owners, asked, cutPeriod(spans.usual, zone, false))
  const now = await stageFlow(tx, owners, asked, cutPeriod(spans.now, zone, false))
  const wins = (await winsIn(tx, owners, spans.usual)).filter((one) => one.pipelineId === asked.pipelineId)
  const money = wins.reduce((sum, one) => sum + one.moneyMinor, 0)
  const next = totalOf(usual).next
  return { usual, now, valueMinor: next > 0 ? money / next : 0 }
}

function totalOf(rows: readonly StageFlow[]) {
  return {
    entered: rows.reduce((sum, row) => sum + row.entered, 0),
    next: rows.reduce((sum, row) => sum + row.next, 0),
  }
}
