import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLiveUpdates } from './live-updates.ts'
import { noteWrite } from './own-writes.ts'

let client: QueryClient
const asked = vi.fn(async () => 'deals')
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  asked.mockClear()
  client = new QueryClient()
  stop = new QueryObserver(client, { queryKey: ['deals', 'list'], queryFn: asked, staleTime: Infinity }).subscribe(
    () => {},
  )
  await vi.advanceTimersByTimeAsync(0)
  asked.mockClear()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const news = (ids: string[] | null, own = false) => ({
  kind: 'changes' as const,
  messages: [{ topic: 'deal', ids, own }],
})

it('news of a topic make its answers be asked anew, not more often than once a second', async () => {
  const updates = createLiveUpdates(client, [{ topic: 'deal', keys: [['deals']] }])
  for (let n = 0; n < 20; n += 1) {
    updates.take(news([`${n}`]))
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked.mock.calls.length).toBeGreaterThanOrEqual(2)
  expect(asked.mock.calls.length).toBeLessThanOrEqual(4)
  updates.stop()
})

it('other topics are not its business, and what this window has just done is known here', async () => {
  const updates = createLiveUpdates(client, [{ topic: 'deal', keys: [['deals']] }])
  updates.take({ kind: 'changes', messages: [{ topic: 'task', ids: ['1'], own: false }] })
  await noteWrite(async () => {})
  updates.take(news(['1'], true))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3_000)
  // The same person at his telephone, a moment later.
  updates.take(news(['1'], true))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveBeenCalledTimes(1)
  updates.stop()
})

it('a few named records are put in place one by one; many, or a failure, ask for the lists', async () => {
  const patch = vi.fn(async (_client: QueryClient, ids: readonly string[]) => {
    if (ids.includes('broken')) throw new Error('no')
  })
  const updates = createLiveUpdates(client, [{ topic: 'deal', keys: [['deals']], patch }])
  updates.take(news(['1']))
  updates.take(news(['2']))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(patch).toHaveBeenCalledWith(client, ['1', '2'])
  expect(asked).not.toHaveBeenCalled()
  updates.take(news(null))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveBeenCalledTimes(1)
  updates.take(news(['broken']))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveBeenCalledTimes(2)
  updates.stop()
})

it('while something is dragged nothing moves under the hand', async () => {
  const updates = createLiveUpdates(client, [{ topic: 'deal', keys: [['deals']] }])
  window.dispatchEvent(new Event('pointerdown'))
  updates.take(news(['1']))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(asked).not.toHaveBeenCalled()
  window.dispatchEvent(new Event('pointerup'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toHaveBeenCalledTimes(1)
  updates.stop()
})
