import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { countNext } from './service/count-profiles.ts'

const LOOK_EVERY_MS = 20_000

/** Counts the history of companies whose figures are older than six hours, or asked for. Gives the function that stops it. */
export function startCounting({ gate, log, clock }: Pick<Services, 'gate' | 'log' | 'clock'>): () => Promise<void> {
  return every(LOOK_EVERY_MS, () => countNext(gate, clock.now()), { log, name: 'decomposition' })
}
