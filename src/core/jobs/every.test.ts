import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createLog } from '#core/log/log.ts'
import { every, restAfter } from './every.ts'

const log = createLog('silent')

/** Waits in small steps: the machine of a test may be busy. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let step = 0; step < 1_000 && !isTrue(); step++) await sleep(5)
}

describe('work that is done again and again', () => {
  test('is taken in portions until nothing is left', async () => {
    let waiting = 25
    const portions: number[] = []
    const stop = every(
      10,
      async () => {
        const done = Math.min(waiting, 10)
        waiting -= done
        portions.push(done)
        return done
      },
      { log, name: 'test', portion: 10 },
    )
    await until(() => waiting === 0)
    await stop()
    expect(portions.slice(0, 3)).toEqual([10, 10, 5])
  })

  test('rests four times as long as a portion took', async () => {
    const began: number[] = []
    const stop = every(
      10,
      async () => {
        began.push(performance.now())
        await sleep(30)
        return began.length < 3 ? 1 : 0
      },
      { log, name: 'test' },
    )
    await until(() => began.length >= 3)
    await stop()
    for (const index of [1, 2]) expect(began[index]! - began[index - 1]!).toBeGreaterThan(140)
  })

  test('waits while people wait, but not for ever', async () => {
    let isBusy = true
    let patient = 0
    let impatient = 0
    const stopPatient = every(5, async () => ++patient, { log, name: 'test', isBusy: () => isBusy, putOffMs: Infinity })
    const began = performance.now()
    const putOff = { log, name: 'test', isBusy: () => isBusy, putOffMs: 100 }
    const stopImpatient = every(5, async () => ++impatient, putOff)
    await until(() => impatient > 1)
    expect(performance.now() - began).toBeGreaterThanOrEqual(99)
    expect(patient).toBe(0)
    isBusy = false
    await until(() => patient > 0)
    await Promise.all([stopPatient(), stopImpatient()])
    expect(patient).toBeGreaterThan(0)
  })

  test('goes on after a round that failed', async () => {
    let rounds = 0
    const stop = every(
      5,
      async () => {
        rounds += 1
        throw new Error('the database is away')
      },
      { log, name: 'test' },
    )
    await until(() => rounds >= 3)
    await stop()
    expect(rounds).toBeGreaterThanOrEqual(3)
  })

  test('stops in the midst of a rest, and waits for the portion that runs', async () => {
    let running = 0
    let portions = 0
    const stop = every(
      1,
      async () => {
        running += 1
        portions += 1
        await sleep(50)
        running -= 1
        return 1
      },
      { log, name: 'test' },
    )
    await until(() => running === 1)
    await stop()
    expect(running).toBe(0)
    const done = portions
    await sleep(20)
    expect(portions).toBe(done)
  })
})

describe('the rest after a portion', () => {
  test('is long in a burst and short for whoever has fallen behind', () => {
    expect(restAfter(20, 100)).toBe(80)
    expect(restAfter(20, 5_000)).toBe(80)
    expect(restAfter(20, 17_500)).toBe(42.5)
    expect(restAfter(20, 30_000)).toBe(5)
    expect(restAfter(20, 600_000)).toBe(5)
  })

  test('is never longer than a quarter of a second', () => {
    expect(restAfter(2_000, 2_000)).toBe(250)
  })
})
