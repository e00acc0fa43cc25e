/** A bucket of any service that speaks the protocol of S3: bytes in, bytes out, each request signed (SigV4 by aws4fetch). */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'

export interface S3Settings {
  /** Address of the service without the bucket and without a slash at the end; the bucket is named in the path. */
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
  /** Put before every key, with a slash at the end; empty when the bucket is ours alone. */
  prefix: string
}

export interface Range {
  from: number
  to: number
}

/** Bytes on our disk that go to the bucket: their size and hash are known, so the service checks what has come. */
interface FileOnDisk {
  file: string
  sizeBytes: number
  /** SHA-256 in hex. */
  sha256: string
}

/** A refusal of the service: `isFinal` when repeating does not help (wrong key, no bucket), `code` is its own word. */
export class BucketFailure extends Error {
  readonly code: string
  readonly isFinal: boolean

  constructor(code: string, isFinal: boolean, cause?: unknown) {
    super(`the store of files: ${code}`, { cause })
    this.name = 'BucketFailure'
    this.code = code
    this.isFinal = isFinal
  }
}

const ANSWER_LIMIT_MS = 15_000
const UPLOAD_LIMIT_MS = 5 * 60_000
/** Pauses before the second and the third try. */
const PAUSES_MS = [200, 1_000]
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

interface Ask {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  key: string
  headers?: Record<string, string>
  source?: FileOnDisk
}

export function s3Bucket(settings: S3Settings) {
  const ask = (asked: Ask) => answered(settings, asked)
  return {
    /** Puts a file; the service refuses bytes of another hash than was signed. @throws BucketFailure */
    async put(key: string, source: FileOnDisk): Promise<void> {
      await drained(await ask({ method: 'PUT', key, source }))
    },
    /** The bytes from one place to another, both included; undefined when there is no such key. @throws BucketFailure */
    async get(key: string, range?: Range): Promise<Readable | undefined> {
      const headers = range && { range: `bytes=${range.from}-${range.to}` }
      const answer = await ask({ method: 'GET', key, ...(headers && { headers }) })
      if (answer.status === 404) return drained(answer)
      // A whole file instead of its piece would be played from the wrong place.
      if (!answer.body || answer.status !== (range ? 206 : 200)) {
        await answer.body?.cancel()
        throw new BucketFailure(`answer ${answer.status} instead of bytes`, true)
      }
      return Readable.fromWeb(answer.body as WebStream)
    },
    /** @throws BucketFailure */
    async has(key: string): Promise<boolean> {
      const answer = await ask({ method: 'HEAD', key })
      await drained(answer)
      return answer.status !== 404
    },
    /** Removes the bytes; a key that is not there is removed too. @throws BucketFailure */
    async drop(key: string): Promise<void> {
      await drained(await ask({ method: 'DELETE', key }))
    },
  }
}

/** An answer that is no failure (a missing key is none); what fails in passing is asked up to three times. */
async function answered(settings: S3Settings, asked: Ask): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sent(settings, asked)
    } catch (error) {
      const pause = PAUSES_MS[attempt]
      if (pause === undefined || (error instanceof BucketFailure && error.isFinal)) throw error
      await sleep(pause)
    }
  }
}

async function sent(settings: S3Settings, { method, key, headers, source }: Ask): Promise<Response> {
  const { endpoint, bucket, region, accessKey, secretKey, prefix } = settings
  const signed = await new AwsV4Signer({
    method,
    url: `${endpoint}/${bucket}/${prefix}${key}`,
    headers: {
      'x-amz-content-sha256': source?.sha256 ?? EMPTY_SHA256,
      ...(source && { 'content-type': 'application/octet-stream', 'content-length': String(source.sizeBytes) }),
      ...headers,
    },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
  }).sign()
  // The limit is for the answer to begin: an hour of a recorded call may be listened to for an hour.
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), source ? UPLOAD_LIMIT_MS : ANSWER_LIMIT_MS)
  try {
    const answer = await fetch(signed.url, {
      method,
      headers: signed.headers,
      redirect: 'manual',
      signal: limit.signal,
      ...(source && { body: Readable.toWeb(createReadStream(source.file)) as BodyInit, duplex: 'half' }),
    })
    if (answer.ok || (answer.status === 404 && method !== 'PUT')) return answer
    throw new BucketFailure(await reasonOf(answer), answer.status < 500 && answer.status !== 429)
  } catch (error) {
    if (error instanceof BucketFailure) throw error
    throw new BucketFailure(wordOf(error), false, error)
  } finally {
    clearTimeout(timer)
  }
}

/** «403 SignatureDoesNotMatch»: the code of the answer's XML and nothing more of it. */
async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => '')
  const [, code = ''] = /<Code>(\w{1,60})<\/Code>/.exec(text) ?? []
  return `${answer.status} ${code}`.trim()
}

function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return error.name === 'AbortError' ? 'no answer in time' : code || error.message
}

/** Reads an answer to its end, so that its connection is free again. */
async function drained(answer: Response): Promise<undefined> {
  await answer.arrayBuffer()
}
