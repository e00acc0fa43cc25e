import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { foldCohorts } from './data/fold.ts'

const FOLD_EVERY_MS = 2_000
const AT_ONCE = 20_000
/** Of the clients that wait no more are taken at once (cohorts_fold). */
const CLIENTS_AT_ONCE = 500

/** Folds what waits of the cohorts every two seconds; readers see the same sums before and after. Gives the function that stops it. */
export function startCohorts({ gate, log }: Services): () => Promise<void> {
  const fold = () => gate.asServer((tx) => foldCohorts(tx, AT_ONCE))
  return every(FOLD_EVERY_MS, fold, { log, name: 'cohorts', portion: CLIENTS_AT_ONCE })
}
