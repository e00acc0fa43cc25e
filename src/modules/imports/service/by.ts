import type { Call } from '#core/http/routes.ts'
import { checkImport, commitImport, readImport, revertImport } from './import-jobs.ts'
import type { By } from './commands.ts'

const steps = { read: readImport, check: checkImport, commit: commitImport, revert: revertImport }

/** The key names the step by the import's version: the same step is not added twice. */
export function by(call: Pick<Call<unknown>, 'actor' | 'sentence' | 'clock' | 'config' | 'gate' | 'jobs'>): By {
  const { actor, sentence, clock, config, gate, jobs } = call
  return {
    actor,
    sentence,
    clock,
    config,
    gate,
    async enqueue(tx, step, data) {
      await jobs.enqueue(steps[step], { force: false, ...data }, { tx, actor, key: `${data.importId}:${data.version}` })
    },
  }
}
