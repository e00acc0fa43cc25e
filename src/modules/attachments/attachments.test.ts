import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { sweepFiles } from './service/sweep-files.ts'

let app: TestApp
let dataDir: string
let seller: TestPerson
let head: TestPerson
let rival: TestPerson
let auditor: TestPerson
let stranger: TestPerson
let dealId: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'mostik-files-'))
  app = await testApp({ dataDir })
  const company = await app.company()
  await company.pipeline()
  head = await company.person({ role: 'head' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  rival = await company.person()
  auditor = await company.person({ role: 'auditor' })
  stranger = await (await app.company()).person({ role: 'owner' })
  dealId = (await app.as(seller).deals.create({ title: 'Завод' })).id
})
afterAll(async () => {
  await app.close()
  await rm(dataDir, { recursive: true })
})

const PDF = Buffer.from('%PDF-1.7\nдоговор')

async function send(
  who: TestPerson | null,
  name: string,
  payload: Buffer,
  place: Record<string, string> = { subjectType: 'deal', subjectId: dealId },
) {
  const url = `/api/attachments?${new URLSearchParams({ ...place, name })}`
  const headers = { 'content-type': 'application/octet-stream', ...(who && { 'x-test-person': who.id }) }
  const answer = await app.server.inject({ method: 'POST', url, headers, payload })
  return { status: answer.statusCode, body: answer.json() as Record<string, string> }
}

const take = (who: TestPerson | null, id: string, query = '', headers: Record<string, string> = {}) =>
  app.server.inject({
    url: `/api/attachments/${id}/file${query}`,
    headers: { ...headers, ...(who && { 'x-test-person': who.id }) },
  })

const onDisk = async () =>
  (await readdir(path.join(dataDir, 'files'), { recursive: true })).filter((one) => one.length > 4)
const at = (id = dealId) => ({ subjectType: 'deal' as const, subjectId: id })

test('a file goes in, is listed with its size and hash, and comes out as it was, shut in', async () => {
  const { status, body } = await send(seller, '../../договор «Завод».pdf', PDF)
  expect({ status, fileName: body['fileName'] }).toEqual({ status: 200, fileName: 'договор «Завод».pdf' })
  const { files } = await app.as(head).attachments.list(at())
  expect(files).toMatchObject([
    { sizeBytes: PDF.length, contentType: 'application/pdf', uploadedBy: { name: 'Семён Продавец' } },
  ])
  const answer = await take(head, body['id'] ?? '')
  expect(answer.rawPayload.equals(PDF)).toBe(true)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''%D0%B4/) as string,
    'content-security-policy': expect.stringContaining("default-src 'none'") as string,
  })
})

test('what is inside decides: a program or a page named .pdf is refused with a sentence, and nothing of it stays', async () => {
  const before = await onDisk()
  for (const [name, bytes, code] of [
    ['счёт.pdf', Buffer.from('MZ\u0090\u0000 this program'), 'FILE_KIND_REFUSED'],
    ['счёт.pdf', Buffer.from('<html><script>alert(1)</script>'), 'FILE_KIND_REFUSED'],
    ['схема.svg', Buffer.from('<svg onload="alert(1)">'), 'FILE_KIND_REFUSED'],
    ['счёт.pdf', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]), 'FILE_TYPE_DIFFERS'],
    ['страница.html', Buffer.from('просто текст'), 'FILE_TYPE_DIFFERS'],
    ['пусто.pdf', Buffer.alloc(0), 'FILE_IS_EMPTY'],
  ] as const) {
    const { status, body } = await send(seller, name, bytes)
    expect([status >= 400, body['code']]).toEqual([true, code])
    expect(body['message']).toMatch(/[а-я]/)
  }
  expect(await onDisk()).toEqual(before)
})

test('only what is harmless is shown in the page, and in a sandbox', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
  const picture = await send(seller, 'фото.png', png)
  const text = await send(seller, 'заметка.txt', Buffer.from('просто текст'))
  const shown = await take(seller, picture.body['id'] ?? '', '?inline=1')
  expect(shown.headers['content-disposition']).toMatch(/^inline/)
  expect(shown.headers['content-security-policy']).toMatch(/sandbox$/)
  expect((await take(seller, text.body['id'] ?? '', '?inline=1')).headers['content-disposition']).toMatch(/^attachment/)
})

test('a player may jump ahead', async () => {
  const sound = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(10_000, 7)])
  const { body } = await send(seller, 'звонок.mp3', sound)
  const answer = await take(seller, body['id'] ?? '', '?inline=1', { range: 'bytes=100-199' })
  expect([answer.statusCode, answer.rawPayload.length, answer.headers['content-range']]).toEqual([
    206,
    100,
    'bytes 100-199/10003',
  ])
})

test('a file larger than the limit is cut off and leaves nothing', async () => {
  const before = await onDisk()
  const { status, body } = await send(seller, 'много.pdf', Buffer.concat([PDF, Buffer.alloc(101 * 1024 * 1024)]))
  expect([status, body['code']]).toEqual([413, 'FILE_TOO_LARGE'])
  expect(await onDisk()).toEqual(before)
})

test('another team, another company, an auditor and a stranger: no list, no upload, no bytes by a guessed address', async () => {
  const { body } = await send(seller, 'тайна.pdf', PDF)
  const id = body['id'] ?? ''
  const before = await onDisk()
  for (const [who, status] of [
    [rival, 404],
    [stranger, 404],
    [null, 401],
  ] as const) {
    expect((await take(who, id)).statusCode).toBe(status)
    expect((await take(who, id, '?inline=1')).statusCode).toBe(status)
    expect((await send(who, 'x.pdf', PDF)).status).toBe(status)
    const api = who ? app.as(who) : app.stranger
    const code = status === 401 ? 'UNAUTHORIZED' : 'NOT_FOUND'
    await expect(api.attachments.list(at())).rejects.toMatchObject({ code })
    await expect(api.attachments.remove({ id })).rejects.toMatchObject({ code })
    await expect(api.attachments.restore({ id })).rejects.toMatchObject({ code })
  }
  expect((await send(auditor, 'x.pdf', PDF)).status).toBe(403)
  expect((await take(seller, 'не-номер')).statusCode).toBe(404)
  expect((await take(seller, '..%2F..%2Fsecret')).statusCode).toBe(404)
  expect(await onDisk()).toEqual(before)
})

test('a file of a deal in the trash does not exist', async () => {
  const { id } = await app.as(seller).deals.create({ title: 'В корзину' })
  const { body } = await send(seller, 'x.pdf', PDF, at(id))
  await app.as(head).deals.trash({ ids: [id], deleted: true })
  expect((await take(head, body['id'] ?? '')).statusCode).toBe(404)
  await expect(app.as(head).attachments.list(at(id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a removed file leaves its trace, comes back within a month, and its bytes go after it', async () => {
  const { id: own } = await app.as(seller).deals.create({ title: 'Ещё одна' })
  const { body } = await send(head, 'акт.pdf', PDF, at(own))
  const id = body['id'] ?? ''
  await expect(app.as(seller).attachments.remove({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await app.as(head).attachments.remove({ id })
  expect((await take(head, id)).statusCode).toBe(404)
  const [trace] = (await app.as(seller).attachments.list(at(own))).files
  expect(trace).toMatchObject({ fileName: 'акт.pdf', deleted: { by: { id: head.id } }, may: { remove: false } })
  await app.as(head).attachments.restore({ id })
  expect((await take(seller, id)).statusCode).toBe(200)
  await app.as(head).attachments.remove({ id })
  const { services } = app
  const later = (days: number) => ({
    ...services,
    clock: { now: () => new Date(services.clock.now().getTime() + days * 86_400_000) },
  })
  const before = (await onDisk()).length
  await sweepFiles(later(29))
  expect(await onDisk()).toHaveLength(before)
  expect(await sweepFiles(later(31))).toBe(1)
  expect(await onDisk()).toHaveLength(before - 1)
  await expect(app.as(head).attachments.restore({ id })).rejects.toMatchObject({ code: 'FILE_IS_GONE' })
})
