import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { AT_ONCE, foldPaths } from './data/paths.ts'
import { keepDays } from './service/keep-days.ts'
import { keepPersonMonths } from './service/keep-person-months.ts'

const FOLD_EVERY_MS = 2_000
const KEEP_EVERY_MS = 20_000

/** Makes anew the ways of deals that have changed, every two seconds. Gives the function that stops it. */
export function startPaths({ gate, log }: Pick<Services, 'gate' | 'log'>): () => Promise<void> {
  return every(FOLD_EVERY_MS, () => foldPaths(gate), { log, name: 'paths', portion: AT_ONCE, isBusy: gate.isBusy })
}

/** Sums up days that have come to rest, and months of people that have. Gives the function that stops it. */
export function startKeepingDays({ gate, log, clock }: Pick<Services, 'gate' | 'log' | 'clock'>): () => Promise<void> {
  return every(
    KEEP_EVERY_MS,
    async () => (await keepDays(gate, clock.now())) + (await keepPersonMonths(gate, clock.now())),
    {
      log,
      name: 'days',
      isBusy: gate.isBusy,
    },
  )
}
