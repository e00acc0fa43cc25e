import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimeZone } from '#core/calendar/day.ts'
import { contributions, TotalSums } from './contributions.ts'
import { derive, type LedgerEdit, type Move, type Stage, Stages, stateOf } from './derive.ts'

const zone = 'Europe/Moscow' as TimeZone
const at = (text: string) => Date.parse(`${text}+03:00`)
const main = ['A', 'B', 'C', 'D', 'won', 'lost']
const stageList: Stage[] = ['main', 'other'].flatMap((pipelineId) =>
  main.map((name, position) => ({
    id: pipelineId === 'main' ? name : `${pipelineId}-${name}`,
    pipelineId,
    meaning: name === 'won' || name === 'lost' ? name : ('open' as const),
    position,
    archived: false,
  })),
)
const stages = new Stages(stageList)
const deal = {
  id: 'deal',
  ownerId: 'Орлов',
  sourceId: null,
  baseMinor: 1000,
  createdAt: at('2026-10-01T10:00'),
  lossReasonId: null,
  deleted: false,
}

/** «A 10-01 10:00» → a move; an owner and an amount may follow. */
function moves(...lines: string[]): Move[] {
  return lines.map((line, index) => {
    const [stageId = '', day = '', time = '', ownerId = 'Орлов', amount = '1000'] = line.split(' ')
    const pipelineId = stages.get(stageId)?.pipelineId ?? 'main'
    const toStageId = stageId === '?' ? null : stageId
    return {
      seq: index + 1,
      pipelineId,
      toStageId,
      occurredAt: at(`2026-${day}T${time}`),
      certain: true,
      voidsSeq: null,
      ownerId,
      baseMinor: Number(amount),
    }
  })
}

const shared = (version: number, day: string, shares: Record<string, number>): LedgerEdit => ({
  version,
  at: at(day),
  baseMinor: null,
  credit: Object.entries(shares).map(([personId, shareBp]) => ({ personId, shareBp })),
  handedOver: false,
})

const derived = (log: Move[], edits: LedgerEdit[] = []) => derive({ deal, moves: log, edits }, stages, zone)

describe('derived facts of a deal', () => {
  test('a skipped stage counts as reached at the moment of the jump and has no length', () => {
    const { stays, reach } = derived(moves('A 10-01 10:00', 'D 10-03 10:00'))
    expect(stays.map((stay) => [stay.stageId, stay.first, stay.skipped])).toEqual([
      ['A', true, false],
      ['B', true, true],
      ['C', true, true],
      ['D', true, false],
    ])
    expect(reach[0]).toMatchObject({ furthestStageId: 'D', outcome: 'open', fullHistory: true })
  })

  test('a return does not count twice: D → B → D is first on each stage once', () => {
    const { stays } = derived(moves('A 10-01 10:00', 'D 10-02 10:00', 'B 10-03 10:00', 'D 10-04 10:00'))
    expect(stays.filter((stay) => stay.first).map((stay) => stay.stageId)).toEqual(['A', 'B', 'C', 'D'])
    expect(stays.filter((stay) => !stay.skipped).map((stay) => stay.stageId)).toEqual(['A', 'D', 'B', 'D'])
  })

  test('won, reopened and lost next month: the win stays in its month, a negative line lands in the next', () => {
    const { bookings, reach } = derived(moves('A 10-01 10:00', 'won 10-20 10:00', 'D 11-02 10:00', 'lost 11-05 10:00'))
    expect(bookings.map(({ day, kind, n, baseMinor }) => [day, kind, n, baseMinor])).toEqual([
      ['2026-10-20', 'win', 1, 1000],
      ['2026-11-02', 'return', -1, -1000],
    ])
    expect(reach[0]).toMatchObject({ outcome: 'lost', closedDay: '2026-11-05', firstWonAt: at('2026-10-20T10:00') })
  })

  test('an amount edited after the win is a correction on the day of the edit, credited to the winner', () => {
    const { bookings } = derived(moves('A 10-01 10:00', 'won 10-20 10:00 Белова'), [
      { version: 3, at: at('2026-11-03T12:00'), baseMinor: 1500, credit: null, handedOver: false },
    ])
    expect(bookings.map(({ day, kind, n, baseMinor, ownerId }) => [day, kind, n, baseMinor, ownerId])).toEqual([
      ['2026-10-20', 'win', 1, 1000, 'Белова'],
      ['2026-11-03', 'correction', 0, 500, 'Белова'],
    ])
  })

  test('a deal shared half and half is counted once and booked by halves; shares changed after the win are a correction of their day', () => {
    const log = moves('A 10-01 10:00', 'won 10-20 10:00 Орлов', 'D 11-05 10:00')
    const { bookings } = derived(log, [
      shared(2, '2026-10-02T10:00', { Орлов: 5000, Белова: 5000 }),
      shared(3, '2026-11-03T10:00', { Орлов: 2500, Белова: 7500 }),
    ])
    expect(bookings.map(({ day, kind, n, baseMinor, ownerId }) => [day, kind, n, baseMinor, ownerId])).toEqual([
      ['2026-10-20', 'win', 1, 500, 'Орлов'],
      ['2026-10-20', 'win', 0, 500, 'Белова'],
      ['2026-11-03', 'correction', 0, -250, 'Орлов'],
      ['2026-11-03', 'correction', 0, 250, 'Белова'],
      ['2026-11-05', 'return', -1, -250, 'Орлов'],
      ['2026-11-05', 'return', 0, -750, 'Белова'],
    ])
  })

  test('a hand-over after the win leaves the booked shares where they are, before it they go to the new owner', () => {
    const shares = shared(2, '2026-10-02T10:00', { Орлов: 5000, Белова: 5000 })
    const followed = (day: string) => ({ ...shared(3, day, { Котов: 5000, Белова: 5000 }), handedOver: true })
    const credited = (handedOverAt: string, winner: string) =>
      derived(moves('A 10-01 10:00', `won 10-20 10:00 ${winner}`), [shares, followed(handedOverAt)]).bookings.map(
        ({ ownerId, baseMinor }) => [ownerId, baseMinor],
      )
    expect(credited('2026-10-25T10:00', 'Орлов')).toEqual([['Орлов', 500], ['Белова', 500]]) // prettier-ignore
    expect(credited('2026-10-15T10:00', 'Котов')).toEqual([['Котов', 500], ['Белова', 500]]) // prettier-ignore
  })

  test('shares move money between people and neither add to a day nor take from it', () => {
    const share = fc.integer({ min: 0, max: 10_000 })
    const edit = fc.record({ day: fc.integer({ min: 1, max: 28 }), first: share, handedOver: fc.boolean() })
    const log = moves('A 10-01 10:00', 'won 10-05 10:00 Орлов 999', 'D 10-15 10:00', 'won 10-20 10:00 Белова 777')
    const byDay = (edits: LedgerEdit[]) => {
      const days = Object.groupBy(derived(log, edits).bookings, ({ day }) => day)
      return Object.entries(days).flatMap(([day, rows = []]) => {
        const sum = [rows.reduce((all, { n }) => all + n, 0), rows.reduce((all, { baseMinor }) => all + baseMinor, 0)]
        return sum.every((part) => part === 0) ? [] : [[day, ...sum]]
      })
    }
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const logged = edits
          .toSorted((a, b) => a.day - b.day)
          .map(({ day, first, handedOver }, index) => ({
            ...shared(index + 2, `2026-10-${String(day).padStart(2, '0')}T12:00`, {
              Орлов: first,
              Белова: 10_000 - first,
            }),
            handedOver,
          }))
        expect(byDay(logged)).toEqual(byDay([]))
      }),
    )
  })

  test('created and won in the same second: one win, every stage reached', () => {
    const { bookings, reach } = derived(moves('A 10-01 10:00', 'won 10-01 10:00'))
    expect(bookings).toHaveLength(1)
    expect(reach[0]).toMatchObject({ outcome: 'won', furthestStageId: 'D' })
  })

  test('a voided move and the row that voids it are no visits', () => {
    const log = moves('A 10-01 10:00', 'won 10-02 10:00', 'A 10-02 10:01')
    const voided = log.map((move) => (move.seq === 3 ? { ...move, voidsSeq: 2 } : move))
    expect(derived(voided).bookings).toEqual([])
    expect(stateOf(voided, stages)?.stage.id).toBe('A')
  })

  test('a deal that went to another pipeline is moved in the first and open in the second', () => {
    const { reach } = derived(moves('A 10-01 10:00', 'B 10-02 10:00', 'other-A 10-03 10:00'))
    expect(reach.map(({ pipelineId, outcome, furthestStageId }) => [pipelineId, outcome, furthestStageId])).toEqual([
      ['main', 'moved', 'B'],
      ['other', 'open', 'other-A'],
    ])
  })

  test('a deal that goes through pipelines is created once, and comes to each of the others', () => {
    const result = derived(moves('A 10-01 10:00', 'other-A 10-03 10:00', 'other-won 11-02 10:00'))
    expect(result.reach.map(({ createdDay, cameDay }) => [createdDay, cameDay])).toEqual([
      ['2026-10-01', null],
      ['2026-10-01', '2026-10-03'],
    ])
    const totals = contributions(result, zone).filter(({ kind }) => /^(created|came|cohort)/.test(kind))
    expect(totals.map(({ kind, day, pipelineId }) => [kind, day, pipelineId])).toEqual([
      ['created', '2026-10-01', 'main'],
      ['cohort_moved', '2026-10-01', 'main'],
      ['came', '2026-10-03', 'other'],
      ['cohort_won', '2026-10-01', 'other'],
    ])
  })

  test('an import that knows only the ends has no full history and makes no time in stage', () => {
    const result = derived(moves('? 10-01 10:00', 'won 10-05 10:00'))
    expect(result.reach[0]?.fullHistory).toBe(false)
    expect(contributions(result, zone).filter(({ kind }) => kind === 'stay' || kind === 'reached')).toEqual([])
  })

  test('the last instant of a day and the first of the next belong to different days of the company', () => {
    const { bookings } = derived(moves('A 10-01 10:00', 'won 10-31 23:59', 'A 11-01 00:00', 'won 11-01 00:01'))
    expect(bookings.map(({ day, kind }) => [day, kind])).toEqual([
      ['2026-10-31', 'win'],
      ['2026-11-01', 'return'],
      ['2026-11-01', 'win'],
    ])
  })

  test('a deal in the trash is in no figure', () => {
    const log = moves('A 10-01 10:00', 'won 10-02 10:00')
    expect(
      contributions(derive({ deal: { ...deal, deleted: true }, moves: log, edits: [] }, stages, zone), zone),
    ).toEqual([])
  })
})

const anyLog = fc
  .array(
    fc.record({
      stage: fc.constantFrom(...stageList),
      after: fc.integer({ min: 0, max: 40 * 24 }),
      amount: fc.integer({ min: 0, max: 9999 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    let time = deal.createdAt
    return steps.map(({ stage, after, amount }, index): Move => {
      time += after * 3_600_000
      return {
        seq: index + 1,
        pipelineId: stage.pipelineId,
        toStageId: stage.id,
        occurredAt: time,
        certain: true,
        voidsSeq: null,
        ownerId: 'Орлов',
        baseMinor: amount,
      }
    })
  })

describe('whatever the log', () => {
  test('the ledger sums to the money and the count of the present state', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { bookings } = derived(log)
        const last = log.at(-1)
        const isWon = stages.get(last?.toStageId ?? null)?.meaning === 'won'
        expect(bookings.reduce((sum, booking) => sum + booking.n, 0)).toBe(isWon ? 1 : 0)
        expect(bookings.reduce((sum, booking) => sum + booking.baseMinor, 0)).toBe(isWon ? last?.baseMinor : 0)
      }),
    )
  })

  test('each stage of a pipeline is reached at most once, and no later stage is reached without the earlier ones', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const first = derived(log).stays.filter((stay) => stay.first)
        expect(new Set(first.map((stay) => stay.stageId)).size).toBe(first.length)
        for (const pipelineId of ['main', 'other']) {
          const positions = first
            .filter((stay) => stay.pipelineId === pipelineId)
            .map((stay) => stages.get(stay.stageId)?.position)
          expect(positions).toEqual(positions.map((_, index) => index))
        }
      }),
    )
  })

  test('the order in which the log is read does not matter', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(derived(log.toReversed())).toEqual(derived(log))
      }),
    )
  })

  test('the difference of two states added to the first gives the second', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, cut) => {
        const before = contributions(derived(log.slice(0, 1 + (cut % log.length))), zone)
        const after = contributions(derived(log), zone)
        const sums = new TotalSums()
        sums.add(before, -1)
        sums.add(after, 1)
        expect(sums.rows().every(({ n, money }) => n !== 0 || money !== 0)).toBe(true)
        sums.add(before, 1)
        sums.add(after, -1)
        expect(sums.rows()).toEqual([])
      }),
    )
  })

  test('sums by key are what a map with texts for keys gives', () => {
    fc.assert(
      fc.property(fc.array(anyLog), (logs) => {
        const sums = new TotalSums()
        const expected = new Map<string, { n: number; money: number }>()
        for (const log of logs) {
          const totals = contributions(derived(log), zone)
          sums.add(totals, 1)
          for (const { n, money, ...key } of totals) {
            const text = JSON.stringify(key)
            const sum = expected.get(text) ?? { n: 0, money: 0 }
            expected.set(text, { n: sum.n + n, money: sum.money + money })
          }
        }
        const rows = sums.take().map(({ n, money, ...key }) => [JSON.stringify(key), { n, money }] as const)
        expect(new Map(rows)).toEqual(new Map([...expected].filter(([, { n, money }]) => n !== 0 || money !== 0)))
        expect([sums.size, sums.take()]).toEqual([0, []])
      }),
    )
  })
})
