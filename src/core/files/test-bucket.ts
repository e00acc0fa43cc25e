/** For tests: an S3 service in memory on a real port. It checks each signature by the algorithm as published, written here anew. */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Settings } from './s3-bucket.ts'

export interface TestBucket {
  settings: S3Settings
  /** By key, the prefix included. */
  objects: Map<string, { bytes: Buffer; type: string | undefined }>
  /** What was asked, refused or not: «PUT 200 files/…». */
  asked: string[]
  /** The next answers, before anything is looked at. */
  failNext: number[]
  close(): Promise<void>
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

export async function testBucket(): Promise<TestBucket> {
  const keys = {
    accessKey: 'AKIATEST',
    secretKey: 'a secret / of + tests',
    region: 'ru-central1',
    bucket: 'mostik-test',
  }
  const parts = { objects: new Map() as TestBucket['objects'], asked: [] as string[], failNext: [] as number[] }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const status = answer(request, body, response)
      parts.asked.push(`${request.method} ${status} ${keyOf(request)}`)
    })
  })
  const keyOf = (request: IncomingMessage) => decodeURIComponent(request.url ?? '').slice(keys.bucket.length + 2)

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): number {
    const end = (status: number, content?: Buffer | string, headers: Record<string, string | number> = {}) => {
      response.writeHead(status, headers).end(content)
      return status
    }
    const refused = (status: number, code: string) => end(status, `<Error><Code>${code}</Code></Error>`)
    const failure = parts.failNext.shift()
    if (failure) return refused(failure, 'InternalError')
    const wrong = signatureProblem(request, body, keys)
    if (wrong) return refused(403, wrong)
    if (!request.url?.startsWith(`/${keys.bucket}/`)) return refused(404, 'NoSuchBucket')
    const key = keyOf(request)
    const found = parts.objects.get(key)
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return refused(411, 'MissingContentLength')
      parts.objects.set(key, { bytes: body, type: request.headers['content-type'] })
      return end(200)
    }
    if (request.method === 'DELETE') {
      parts.objects.delete(key)
      return end(204)
    }
    if (!found) return request.method === 'HEAD' ? end(404) : refused(404, 'NoSuchKey')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined) return end(200, found.bytes, { 'content-length': found.bytes.length })
    const piece = found.bytes.subarray(Number(from), Number(to) + 1)
    return end(206, piece, { 'content-range': `bytes ${from}-${to}/${found.bytes.length}` })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...parts,
    settings: { ...keys, endpoint: `http://127.0.0.1:${port}`, prefix: 'trial/' },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Signature Version 4 as Amazon describes it, step by step; undefined when the request is signed by our key and its bytes are those signed. */
function signatureProblem(
  request: IncomingMessage,
  body: Buffer,
  { accessKey, secretKey, region }: Pick<S3Settings, 'accessKey' | 'secretKey' | 'region'>,
): string | undefined {
  const header = (name: string) => String(request.headers[name] ?? '')
  const [, credential = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    ) ?? []
  const [key, day = '', ...scope] = credential.split('/')
  const moment = header('x-amz-date')
  if (!signature || key !== accessKey) return 'InvalidAccessKeyId'
  if (scope.join('/') !== `${region}/s3/aws4_request` || !moment.startsWith(day)) return 'AuthorizationHeaderMalformed'
  const signed = names.split(';')
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.includes(name))) return 'AccessDenied'
  const sentHash = header('x-amz-content-sha256')
  if (sentHash !== sha256(body)) return 'XAmzContentSHA256Mismatch'
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const canonical = [
    request.method,
    path,
    query.split('&').toSorted().join('&'),
    ...signed.map((name) => `${name}:${header(name).trim()}`),
    '',
    names,
    sentHash,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', moment, [day, ...scope].join('/'), sha256(canonical)].join('\n')
  const signingKey = [region, 's3', 'aws4_request'].reduce(
    (secret, part) => hmac(secret, part),
    hmac(`AWS4${secretKey}`, day),
  )
  return hmac(signingKey, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch'
}
