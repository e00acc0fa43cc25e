import type { Processor } from './server.ts'

/** Latencies of one question, in milliseconds. */
export interface Latencies {
  n: number
  p50: number
  p95: number
  p99: number
  max: number
}

export function latencies(samples: readonly number[]): Latencies {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN }
}

/** Processor milliseconds of one request; null where the system does not tell. */
export interface Cost {
  server: number
  database: number
}

export function costOf(before: Processor | null, after: Processor | null, requests: number): Cost | null {
  if (!before || !after || requests === 0) return null
  const each = (part: keyof Processor) => ((after[part] - before[part]) / requests) * 1000
  return { server: each('server'), database: each('database') }
}

/** A question that takes seconds is not asked twenty times. */
const MOST_MS = 6_000
const ANSWERS_OF_SLOW = 5

/** Repeats the work for so long, and at least so many times; a slow one at least five. Whoever wants it warm does it before. */
export async function timed(
  work: (round: number) => Promise<unknown>,
  { forMs, least }: { forMs: number; least: number },
) {
  const samples: number[] = []
  const startedAt = performance.now()
  const isEnough = (passed: number) =>
    (samples.length >= least && passed >= forMs) ||
    (samples.length >= Math.min(least, ANSWERS_OF_SLOW) && passed >= Math.max(forMs, MOST_MS))
  for (let round = 0; !isEnough(performance.now() - startedAt); round++) {
    const askedAt = performance.now()
    await work(round)
    samples.push(performance.now() - askedAt)
  }
  return latencies(samples)
}
