import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { AT_ONCE, foldCohorts } from './data/fold.ts'

const FOLD_EVERY_MS = 2_000

/** Folds what waits of the cohorts every two seconds; readers see the same sums before and after. Gives the function that stops it. */
export function startCohorts({ gate, log }: Services): () => Promise<void> {
  const fold = () => gate.asServer(foldCohorts)
  return every(FOLD_EVERY_MS, fold, { log, name: 'cohorts', portion: AT_ONCE, isBusy: gate.isBusy })
}
