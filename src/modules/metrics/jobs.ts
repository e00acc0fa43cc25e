import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { keepDealMonths } from './service/keep-deal-months.ts'

export { checkFactsJob } from './service/facts-check.ts'

const KEEP_EVERY_MS = 20_000
/** Months that are not packed cost their readers little: packing waits for a quiet moment longer than what readers add up. */
const PUT_OFF_MS = 60_000

/** Packs months of deals that have come to rest. Gives the function that stops it. */
export function startKeepingDealMonths({ gate, log }: Pick<Services, 'gate' | 'log'>): () => Promise<void> {
  return every(KEEP_EVERY_MS, () => keepDealMonths(gate), {
    log,
    name: 'deal months',
    isBusy: gate.isBusy,
    putOffMs: PUT_OFF_MS,
  })
}
