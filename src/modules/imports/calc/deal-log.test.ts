import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effective, logChanges, logReverted, type LoggedMove } from './deal-changes.ts'
import { dealDates, dealLog } from './deal-log.ts'
import type { DealDraft } from './read-deal.ts'
import type { RowProblem } from './row-problem.ts'

const NOW = Date.parse('2026-11-21T09:00:00Z')
const moment = (text: string | null) =>
  text === null
    ? null
    : {
        day: text.slice(0, 10) as never,
        at: Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`),
        hasTime: text.length > 10,
      }

function dated(
  dates: { created?: string | null; closed?: string | null; expected?: string | null; updated?: string | null },
  meaning: 'open' | 'won' | 'lost',
) {
  const { created = null, closed = null, expected = null, updated = null } = dates
  const problems: RowProblem[] = []
  const draft = {
    createdAt: moment(created),
    closedAt: moment(closed),
    expectedCloseOn: moment(expected),
    updatedAt: moment(updated),
  } as DealDraft
  const found = dealDates(draft, meaning, NOW, problems)
  return { ...found, log: dealLog(found, 'stage', 'pipeline'), reasons: problems.map(({ reason }) => reason) }
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

describe('what a file with the current stage and dates gives the log', () => {
  test('a won deal was somewhere from its creation on, and then won', () => {
    const { log, reasons } = dated({ created: '2026-01-10', closed: '2026-02-20' }, 'won')
    expect(log).toEqual([
      { toStageId: null, pipelineId: 'pipeline', occurredAt: day('2026-01-10'), certain: true },
      { toStageId: 'stage', pipelineId: 'pipeline', occurredAt: day('2026-02-20'), certain: true },
    ])
    expect(reasons).toEqual([])
  })

  test('an open deal is on its stage, nobody knows since when', () => {
    expect(dated({ created: '2026-01-10' }, 'open').log).toEqual([
      { toStageId: 'stage', pipelineId: 'pipeline', occurredAt: day('2026-01-10'), certain: false },
    ])
  })

  test('a date of closing on an open deal is the expected one', () => {
    expect(dated({ created: '2026-01-10', closed: '2026-12-31' }, 'open')).toMatchObject({
      closedAt: null,
      expectedCloseOn: '2026-12-31',
      reasons: ['CLOSE_DATE_AS_EXPECTED'],
    })
  })

  test('without a date of creation the earliest known one is taken, and said so', () => {
    expect(dated({ closed: '2026-02-20', updated: '2026-02-21' }, 'won')).toMatchObject({
      createdAt: day('2026-02-20'),
      createdKnown: false,
      reasons: ['CREATED_UNKNOWN'],
    })
    expect(dated({}, 'open')).toMatchObject({ createdAt: NOW, reasons: ['CREATED_UNKNOWN'] })
  })

  test('a closing written less exactly than the creation is the same moment', () => {
    expect(dated({ created: '2022-03-22T13:32:57', closed: '2022-03-22T13:32:00' }, 'won')).toMatchObject({
      closedAt: Date.parse('2022-03-22T13:32:57Z'),
      reasons: [],
    })
    expect(dated({ created: '2022-03-22T13:32:57', closed: '2022-03-22' }, 'lost')).toMatchObject({
      closedAt: Date.parse('2022-03-22T13:32:57Z'),
      reasons: [],
    })
  })

  test('a win two days before its first contact keeps both dates, and the log does not run backwards', () => {
    const { createdAt, closedAt, log, reasons } = dated({ created: '2018-03-03', closed: '2018-03-01' }, 'won')
    expect({ createdAt, closedAt }).toEqual({ createdAt: day('2018-03-03'), closedAt: day('2018-03-01') })
    expect(log.map(({ occurredAt }) => occurredAt)).toEqual([day('2018-03-01'), day('2018-03-01')])
    expect(reasons).toEqual(['CLOSED_BEFORE_CREATED'])
  })

  test('nothing has happened tomorrow', () => {
    expect(dated({ created: '2026-11-25' }, 'open').reasons).toEqual(['DATE_IN_FUTURE'])
    expect(dated({ created: '2026-01-25', closed: '2027-01-01' }, 'won').reasons).toEqual(['DATE_IN_FUTURE'])
  })
})

const row = (seq: number, toStageId: string | null, occurredAt: number, source = 'import', voidsSeq: number | null = null): LoggedMove => ({
  dealId: 'd', seq, pipelineId: 'p', toStageId, occurredAt, certain: true, voidsSeq, source, ownerId: null, baseMinor: 0,
}) // prettier-ignore

describe('what another file of the same deal adds to the log', () => {
  const planned = dealLog(
    { createdAt: 100, createdKnown: true, closedAt: 300, closedKnown: true, expectedCloseOn: null },
    'won',
    'p',
  )

  test('a later stage is appended', () => {
    expect(logChanges([row(1, 'open', 100)], planned, { stage: true, dates: false })).toMatchObject([
      { toStageId: 'won', occurredAt: 300 },
    ])
  })

  test('other dates replace a log that came from files alone', () => {
    expect(logChanges([row(1, null, 100), row(2, 'won', 250)], planned, { stage: false, dates: true })).toMatchObject([
      { voidsSeq: 1 },
      { voidsSeq: 2 },
      { toStageId: null },
      { toStageId: 'won', occurredAt: 300 },
    ])
  })

  test('a log that people have written later than the file knows stays', () => {
    expect(
      logChanges([row(1, 'open', 100), row(2, 'other', 400, 'ui')], planned, { stage: true, dates: false }),
    ).toBeNull()
  })

  test('a revert leaves what counted before, whatever the import did', () => {
    const stages = fc.constantFrom('a', 'b', 'c', null)
    const log = fc.array(fc.record({ stage: stages, at: fc.integer({ min: 1, max: 500 }), people: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(log, fc.boolean(), fc.boolean(), (rows, stage, dates) => {
        const before = rows.map((one, index) => row(index + 1, one.stage, one.at, one.people ? 'ui' : 'import'))
        const appended = (logChanges(before, planned, { stage, dates }) ?? []).map((one, index) => ({
          ...row(before.length + index + 1, one.toStageId, one.occurredAt, 'import', one.voidsSeq ?? null),
        }))
        const after = [...before, ...appended]
        const back = logReverted(after, before.length).map((one, index) =>
          row(after.length + index + 1, one.toStageId, one.occurredAt, 'import', one.voidsSeq ?? null),
        )
        const counted = (all: LoggedMove[]) =>
          effective(all)
            .map(({ toStageId, occurredAt }) => `${toStageId} ${occurredAt}`)
            .toSorted()
        expect(counted([...after, ...back])).toEqual(counted(before))
      }),
    )
  })
})
