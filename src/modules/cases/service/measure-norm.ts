import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Measured, Measuring } from './measure.ts'
import type { CaseSubject } from './subject.ts'

/** @throws Refusal CASE_NO_DATA without a norm */
export async function measureNorm(
  _tx: Tx,
  _measuring: Measuring,
  _subject: CaseSubject,
  _period: string,
  _activity: 'call' | 'meeting',
): Promise<Measured> {
  throw new Refusal('CASE_NO_DATA', { what: 'norm' })
}
