import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Config } from '#core/config/config.ts'
import { BucketFailure, type Range, s3Bucket } from '#core/files/s3-bucket.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Log } from '#core/log/log.ts'
import type { StoreName } from '../data.ts'
import { bytesOf, dropBytes, hasBytes, type KeptBytes, openBytes } from './stored-bytes.ts'

/** A place for bytes. An upload always comes to the disk first and is checked, measured and hashed there. */
export interface FileStore {
  name: StoreName
  /** Takes over an upload that lies on the disk. */
  keep(id: string, kept: KeptBytes): Promise<void>
  /** The bytes from one place to another, both included; undefined when they are not there. */
  open(id: string, range?: Range): Promise<Readable | undefined>
  has(id: string): Promise<boolean>
  drop(id: string): Promise<void>
}

/** The store that new files go to. */
export function storeForNew({ config, log }: Parts): FileStore {
  return config.s3 ? inBucket(config.s3, config.dataDir, log) : onDisk(config.dataDir)
}

/**
 * The store where a file was put, whatever the settings say today.
 * @throws Refusal FILES_UNREACHABLE when its bytes lie in a bucket and the settings name none
 */
export function storeOf(name: StoreName, { config, log }: Parts): FileStore {
  if (name === 'disk') return onDisk(config.dataDir)
  if (config.s3) return inBucket(config.s3, config.dataDir, log)
  log.error('a file lies in a bucket, but MOSTIK_S3_* are not set')
  throw new Refusal('FILES_UNREACHABLE')
}

interface Parts {
  config: Config
  log: Log
}

function onDisk(dataDir: string): FileStore {
  return {
    name: 'disk',
    // It came to its place.
    keep: async () => undefined,
    open: (id, range) => openBytes(dataDir, id, range),
    has: (id) => hasBytes(dataDir, id),
    drop: (id) => dropBytes(dataDir, id),
  }
}

function inBucket(settings: NonNullable<Config['s3']>, dataDir: string, log: Log): FileStore {
  const bucket = s3Bucket(settings)
  const keyOf = (id: string) => `files/${id}`
  const told = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof BucketFailure)) throw error
      log.error({ err: error, bucket: settings.bucket }, 'the store of files failed')
      throw new Refusal('FILES_UNREACHABLE')
    }
  }
  return {
    name: 's3',
    async keep(id, { sizeBytes, sha256 }) {
      const file = bytesOf(dataDir, id)
      await told(bucket.put(keyOf(id), { file, sizeBytes, sha256 }))
      await rm(file, { force: true })
    },
    open: (id, range) => told(bucket.get(keyOf(id), range)),
    has: (id) => told(bucket.has(keyOf(id))),
    drop: (id) => told(bucket.drop(keyOf(id))),
  }
}
