import type { Services } from '#core/http/routes.ts'
import { filesToKeep, takeBrokenUpload, takeRemovedFromBucket } from '../data.ts'
import { storeOf } from './file-stores.ts'
import { KEPT_DAYS } from './files.ts'
import { dropBytes, idsOnDisk } from './stored-bytes.ts'

const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000

type Parts = Pick<Services, 'gate' | 'config' | 'clock' | 'log'>

/** Removes bytes that nobody needs: of files removed a month ago, and of uploads that broke off. Gives their number. */
export async function sweepFiles(parts: Parts): Promise<number> {
  const onDisk = await sweepDisk(parts)
  return parts.config.s3 ? onDisk + (await sweepBucket(parts)) : onDisk
}

/** The folder is ours alone: what no row knows is an upload that broke off, or one that went to the bucket. */
async function sweepDisk({ gate, config, clock }: Parts): Promise<number> {
  const now = clock.now().getTime()
  let removed = 0
  for await (const ids of idsOnDisk(config.dataDir, new Date(now - HOUR_MS))) {
    const kept = await gate.asServer((tx) => filesToKeep(tx, ids, new Date(now - KEPT_DAYS * DAY_MS)))
    for (const id of ids) {
      if (kept.has(id)) continue
      await dropBytes(config.dataDir, id)
      removed += 1
    }
  }
  return removed
}

/**
 * A bucket may be shared, by a trial installation on a copy of the database too, so it is never swept by what lies in it: only what
 * our rows name goes. The row is taken and the bytes are dropped in one transaction: a store that fails leaves it for the next night.
 */
async function sweepBucket({ gate, config, clock, log }: Parts): Promise<number> {
  const now = clock.now()
  const bucket = storeOf('s3', { config, log })
  const dayAgo = new Date(now.getTime() - DAY_MS)
  const monthAgo = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  let removed = 0
  for (;;) {
    const id = await gate.asServer(async (tx) => {
      const next = (await takeRemovedFromBucket(tx, monthAgo, now)) ?? (await takeBrokenUpload(tx, dayAgo))
      if (next) await bucket.drop(next)
      return next
    })
    if (!id) return removed
    removed += 1
  }
}
