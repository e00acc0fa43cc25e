import { expect, test } from 'vitest'
import type { Stay } from './derive.ts'
import { stageTimes } from './stage-times.ts'

const hour = 3_600_000
const stay = (stageId: string, from: number, to: number | null, more: Partial<Stay> = {}): Stay => ({
  seq: 1,
  stageId,
  pipelineId: 'p',
  ownerId: null,
  enteredAt: from * hour,
  leftAt: to === null ? null : to * hour,
  first: true,
  skipped: false,
  certain: true,
  ...more,
})

test('several visits add up; the present one lasts till now', () => {
  const times = stageTimes([stay('lead', 0, 2), stay('offer', 2, 5), stay('lead', 5, null)], 9 * hour)
  expect(times).toEqual([
    { stageId: 'lead', seconds: 6 * 3600, visits: 2, skipped: false, current: true },
    { stageId: 'offer', seconds: 3 * 3600, visits: 1, skipped: false, current: false },
  ])
})

test('a skipped stage has no time, an uncertain one has none that is known', () => {
  const times = stageTimes(
    [stay('lead', 3, 3, { skipped: true }), stay('offer', 3, null, { certain: false })],
    9 * hour,
  )
  expect(times).toMatchObject([
    { stageId: 'lead', seconds: 0, visits: 0, skipped: true },
    { stageId: 'offer', seconds: null, visits: 1, current: true },
  ])
})
