import { z } from 'zod'
import { defineJob } from '#core/jobs/job.ts'
import { finishIfDone, step } from './steps.ts'

/** Moves a large hand-over batch by batch, each in a transaction of its own: after a break it goes on where it was. */
export const handoverJob = defineJob(
  'handover.step',
  z.object({ handoverId: z.uuid() }),
  async ({ handoverId }, { actor, as, clock, signal, log }) => {
    if (!actor) {
      log.warn({ handoverId }, 'a hand-over stopped: whoever began it may no longer act')
      return
    }
    const by = () => ({ actor, now: clock.now() })
    while ((await as((tx) => step(tx, by(), handoverId))) > 0) signal.throwIfAborted()
    await as((tx) => finishIfDone(tx, by(), handoverId))
  },
)
