import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '#core/log/log.ts'
import { s3Bucket, type S3Settings } from './s3-bucket.ts'
import { checkBucket } from './s3-check.ts'
import { testBucket, type TestBucket } from './test-bucket.ts'

let service: TestBucket
let folder: string
const log = createLog('silent')
beforeAll(async () => {
  service = await testBucket()
  folder = mkdtempSync(path.join(tmpdir(), 'mostik-bucket-'))
})
afterAll(async () => {
  await service.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  service.objects.clear()
  service.asked.length = 0
  service.failNext.length = 0
})

function onDisk(bytes: Buffer) {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  return { file, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
const read = (stream: Readable | undefined) => (stream ? buffer(stream) : undefined)
const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))

test('bytes go there and come back as they were, signed so that the published algorithm agrees', async () => {
  const bucket = s3Bucket(service.settings)
  await bucket.put('files/one', onDisk(BYTES))
  expect([...service.objects.keys()]).toEqual(['trial/files/one'])
  expect(service.objects.get('trial/files/one')?.type).toBe('application/octet-stream')
  expect((await read(await bucket.get('files/one')))?.equals(BYTES)).toBe(true)
  const piece = await read(await bucket.get('files/one', { from: 100, to: 199 }))
  expect(piece?.equals(BYTES.subarray(100, 200))).toBe(true)
  expect(await bucket.has('files/one')).toBe(true)
  await bucket.drop('files/one')
  await bucket.drop('files/one')
  expect(await bucket.has('files/one')).toBe(false)
  expect(await bucket.get('files/one')).toBeUndefined()
})

test('bytes of another hash than was signed are refused and not asked again', async () => {
  const source = { ...onDisk(BYTES), sha256: 'a'.repeat(64) }
  await expect(s3Bucket(service.settings).put('one', source)).rejects.toMatchObject({
    code: '403 XAmzContentSHA256Mismatch',
    isFinal: true,
  })
  expect(service.asked).toHaveLength(1)
})

test('a failure in passing is asked up to three times, with the whole file each time', async () => {
  const bucket = s3Bucket(service.settings)
  service.failNext.push(500, 503)
  await bucket.put('one', onDisk(BYTES))
  expect(service.objects.get('trial/one')?.bytes.equals(BYTES)).toBe(true)
  service.failNext.push(500, 503, 500)
  await expect(bucket.get('one')).rejects.toMatchObject({ code: '500 InternalError', isFinal: false })
})

const changed = (change: Partial<S3Settings>): S3Settings => ({ ...service.settings, ...change })

test.each([
  ['another secret', { secretKey: 'not this one' }, '403 SignatureDoesNotMatch'],
  ['another key', { accessKey: 'AKIAOTHER' }, '403 InvalidAccessKeyId'],
  ['another region', { region: 'eu-west-1' }, '403 AuthorizationHeaderMalformed'],
  ['a bucket that is not there', { bucket: 'nobodys' }, '404 NoSuchBucket'],
])('%s stops the start with the word of the service', async (_what, change, reason) => {
  await expect(checkBucket(changed(change), log)).rejects.toMatchObject({
    code: 'filesRefused',
    data: { reason, bucket: changed(change).bucket },
  })
})

test('the start writes, reads and removes, and leaves nothing', async () => {
  await checkBucket(service.settings, log)
  expect(service.asked.map((line) => line.slice(0, 8).trim())).toEqual(['PUT 200', 'GET 200', 'DELETE 2'])
  expect(service.objects.size).toBe(0)
})

test('a service that is silent for now does not stop the start', async () => {
  await expect(checkBucket(changed({ endpoint: 'http://127.0.0.1:9' }), log)).resolves.toBeUndefined()
})
