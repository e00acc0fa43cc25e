import { dayPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { openByHeaviest } from '#modules/hygiene/api.ts'
import type { Part } from '../contract.ts'
import { type Measured, spanOf } from './measure.ts'
import type { CaseSubject } from './subject.ts'

/** Fewer open deals are looked through one by one. */
const FEWEST_OPEN = 5

/**
 * Open deals that are not in order: the money that stands under question, each deal under the heaviest rule that it breaks.
 * @throws Refusal CASE_NO_DATA with too few open deals, CASE_NO_GAP when all are in order
 */
export async function measureHygiene(tx: Tx, { actor, now }: By, { owners }: CaseSubject): Promise<Measured> {
  const lines = await openByHeaviest(tx, actor, now, owners)
  const open = lines.reduce((sum, line) => sum + line.n, 0)
  if (open < FEWEST_OPEN) throw new Refusal('CASE_NO_DATA', { what: 'few' })
  const broken = lines.filter((line) => line.code !== null)
  const gapMinor = -broken.reduce((sum, line) => sum + line.sumMinor, 0)
  if (gapMinor >= 0) throw new Refusal('CASE_NO_GAP')
  const parts = broken.map(({ code, n, sumMinor }): Part => ({
    key: `reason|${code}`,
    driver: 'reason',
    pipelineId: null,
    stageId: null,
    personId: null,
    name: code,
    partMinor: -sumMinor,
    before: 0,
    after: n,
    unit: 'count',
    n,
    z: null,
  }))
  const clean = open - broken.reduce((sum, line) => sum + line.n, 0)
  return {
    expected: 1,
    actual: clean / open,
    n: open,
    gapMinor,
    planMinor: null,
    split: {
      usual: null,
      span: spanOf(dayPeriod(todayOf({ actor, now }))),
      parts: parts.filter((one) => one.partMinor !== 0),
      people: [],
    },
  }
}
