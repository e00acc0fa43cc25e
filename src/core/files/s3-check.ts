import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StartProblem } from '#core/config/start-problem.ts'
import type { Log } from '#core/log/log.ts'
import { BucketFailure, s3Bucket, type S3Settings } from './s3-bucket.ts'

/**
 * Asked at the start: whether the keys may write, read and delete in the bucket. A store that does not answer for now is a line in
 * the log: the product works without its files.
 * @throws StartProblem filesRefused
 */
export async function checkBucket(settings: S3Settings, log: Log): Promise<void> {
  const { endpoint, bucket } = settings
  const folder = await mkdtemp(path.join(tmpdir(), 'mostik-check-'))
  const [file, text] = [path.join(folder, 'check'), 'Mostik was here\n']
  try {
    await writeFile(file, text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    const store = s3Bucket(settings)
    await store.put('mostik-check', { file, sizeBytes: text.length, sha256 })
    const bytes = await store.get('mostik-check')
    bytes?.destroy()
    await store.drop('mostik-check')
  } catch (error) {
    if (!(error instanceof BucketFailure)) throw error
    if (error.isFinal) throw new StartProblem('filesRefused', { endpoint, bucket, reason: error.code }, error)
    log.warn({ endpoint, bucket, reason: error.code }, 'the store of files does not answer')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
