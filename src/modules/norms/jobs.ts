import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { tellOfNorms } from './service/alerts.ts'

const LOOK_EVERY_MS = 5 * 60_000

/** Tells people of norms that are not met, by the clock of their company. Gives the function that stops it. */
export function startNormAlerts({ gate, log, clock }: Pick<Services, 'gate' | 'log' | 'clock'>): () => Promise<void> {
  const round = async () => {
    await tellOfNorms(gate, clock.now())
    return 0
  }
  return every(LOOK_EVERY_MS, round, { log, name: 'norms' })
}
