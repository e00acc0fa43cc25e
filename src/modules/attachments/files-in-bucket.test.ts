import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testBucket, type TestBucket } from '#core/files/test-bucket.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { sweepFiles } from './service/sweep-files.ts'

let service: TestBucket
let app: TestApp
let dataDir: string
let seller: TestPerson
let rival: TestPerson
let dealId: string

beforeAll(async () => {
  service = await testBucket()
  dataDir = await mkdtemp(path.join(tmpdir(), 'mostik-bucket-'))
  app = await testApp({ dataDir, s3: service.settings })
  const company = await app.company()
  await company.pipeline()
  seller = await company.person()
  rival = await company.person()
  dealId = (await app.as(seller).deals.create({ title: 'Завод' })).id
})
beforeEach(() => {
  service.failNext.length = 0
})
afterAll(async () => {
  await app.close()
  await service.close()
  await rm(dataDir, { recursive: true })
})

const SOUND = Buffer.concat([
  Buffer.from('ID3'),
  Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 256)),
])

async function send(name: string, payload: Buffer) {
  const url = `/api/attachments?${new URLSearchParams({ subjectType: 'deal', subjectId: dealId, name })}`
  const headers = { 'content-type': 'application/octet-stream', 'x-test-person': seller.id }
  const answer = await app.server.inject({ method: 'POST', url, headers, payload })
  const body: { id?: string; code?: string; message?: string } = answer.json()
  return { status: answer.statusCode, id: body.id ?? '', code: body.code, message: body.message }
}

const take = (id: string, headers: Record<string, string> = {}, who = seller) =>
  app.server.inject({ url: `/api/attachments/${id}/file?inline=1`, headers: { ...headers, 'x-test-person': who.id } })

const onDisk = async () =>
  (await readdir(path.join(dataDir, 'files'), { recursive: true })).filter((one) => one.length > 4)
const inBucket = () => service.objects.size
const notes = () => app.database.selectFrom('attachment_uploads').selectAll().execute()
const later = (days: number) => ({
  ...app.services,
  clock: { now: () => new Date(app.services.clock.now().getTime() + days * 86_400_000) },
})

test('a file goes to the bucket, not to the disk, and a player may jump ahead in it; its headers shut it in as before', async () => {
  const { id } = await send('звонок.mp3', SOUND)
  expect([...service.objects.keys()]).toEqual([`trial/files/${id}`])
  expect([await onDisk(), await notes()]).toEqual([[], []])
  const whole = await take(id)
  expect(whole.rawPayload.equals(SOUND)).toBe(true)
  expect(whole.headers).toMatchObject({
    'content-type': 'audio/mpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(/sandbox$/) as string,
  })
  const piece = await take(id, { range: 'bytes=150000-' })
  expect([piece.statusCode, piece.headers['content-range']]).toEqual([206, 'bytes 150000-200002/200003'])
  expect(piece.rawPayload.equals(SOUND.subarray(150_000))).toBe(true)
  expect((await take(id, {}, rival)).statusCode).toBe(404)
})

test('what is refused never reaches the bucket', async () => {
  const before = [inBucket(), service.asked.length]
  expect(await send('счёт.pdf', Buffer.from('MZ\u0090\u0000 this program'))).toMatchObject({
    code: 'FILE_KIND_REFUSED',
  })
  expect(await send('счёт.pdf', SOUND)).toMatchObject({ code: 'FILE_TYPE_DIFFERS' })
  expect(await send('много.mp3', Buffer.concat([SOUND, Buffer.alloc(101 * 1024 * 1024)]))).toMatchObject({
    code: 'FILE_TOO_LARGE',
  })
  expect([inBucket(), service.asked.length]).toEqual(before)
  expect(await onDisk()).toEqual([])
})

test('a file that lay on the disk before the change of the setting is read from there, and goes from there', async () => {
  const { config } = app.services
  config.s3 = undefined
  const { id } = await send('старый.mp3', SOUND)
  expect(await onDisk()).toHaveLength(1)
  config.s3 = service.settings
  expect((await take(id)).rawPayload.equals(SOUND)).toBe(true)
  await app.as(seller).attachments.remove({ id })
  await app.as(seller).attachments.restore({ id })
  expect((await take(id)).statusCode).toBe(200)
  await app.as(seller).attachments.remove({ id })
  expect(await sweepFiles(later(31))).toBe(1)
  expect(await onDisk()).toEqual([])
})

test('a file of the bucket is unreachable while the settings name none, and says so', async () => {
  const { id } = await send('звонок.mp3', SOUND)
  app.services.config.s3 = undefined
  const answer = await take(id)
  app.services.config.s3 = service.settings
  expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'FILES_UNREACHABLE' }])
  expect(answer.body).toMatch(/Хранилище файлов сейчас не отвечает/)
})

test('a store that fails takes no file and leaves none: what got there without an entry goes a day later', async () => {
  const before = inBucket()
  service.failNext.push(500, 500, 500)
  expect(await send('звонок.mp3', SOUND)).toMatchObject({ status: 503, code: 'FILES_UNREACHABLE' })
  expect([await onDisk(), inBucket(), (await notes()).length]).toEqual([[], before, 1])
  // As if the process was killed between the bucket and the entry.
  const [note] = await notes()
  service.objects.set(`trial/files/${note?.id}`, { bytes: SOUND, type: undefined })
  expect(await sweepFiles(later(0.5))).toBe(0)
  expect(await sweepFiles(later(2))).toBe(1)
  expect([inBucket(), await notes()]).toEqual([before, []])
})

test('bytes of a removed file stay for a month; a sweep that the store refuses goes on the next night', async () => {
  const { id } = await send('звонок.mp3', SOUND)
  const before = inBucket()
  await app.as(seller).attachments.remove({ id })
  await app.as(seller).attachments.restore({ id })
  await app.as(seller).attachments.remove({ id })
  expect(await sweepFiles(later(29))).toBe(0)
  service.failNext.push(500, 500, 500)
  await expect(sweepFiles(later(31))).rejects.toThrow('FILES_UNREACHABLE')
  expect(inBucket()).toBe(before)
  await app.as(seller).attachments.restore({ id })
  await app.as(seller).attachments.remove({ id })
  expect(await sweepFiles(later(31))).toBe(1)
  expect(inBucket()).toBe(before - 1)
  await expect(app.as(seller).attachments.restore({ id })).rejects.toMatchObject({ code: 'FILE_IS_GONE' })
})

test('what others keep in the same bucket is not touched', async () => {
  service.objects.set('trial/files/0193a1b2-0000-7000-8000-000000000000', { bytes: SOUND, type: undefined })
  const before = inBucket()
  await sweepFiles(later(400))
  expect(service.objects.has('trial/files/0193a1b2-0000-7000-8000-000000000000')).toBe(true)
  expect(inBucket()).toBe(before)
})
