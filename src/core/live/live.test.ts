import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { announce, type Change, MANY } from '#core/db/changes.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'
import type { LiveMessage } from './hub.ts'

let app: TestApp
let address: string
let company: Awaited<ReturnType<TestApp['company']>>
const people: Record<string, TestPerson> = {}

beforeAll(async () => {
  app = await testApp()
  address = await app.server.listen({ host: '127.0.0.1', port: 0 })
  company = await app.company()
  people['owner'] = await company.person({ role: 'owner' })
  people['head'] = await company.person({ role: 'head' })
  people['seller'] = await company.person({ role: 'seller', managerId: people['head'].id })
  people['other'] = await company.person({ role: 'seller' })
  people['admin'] = await company.person({ role: 'admin' })
  people['foreigner'] = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
})
afterAll(() => app.close())

/** The machine of a test may be busy. */
const until = (isSo: () => unknown) => vi.waitUntil(isSo, { timeout: 15_000 })

const who = (name: string): TestPerson => people[name] ?? expect.fail(`nobody is called ${name}`)

/** An open stream as this person; what it has said so far. */
const listen = (name: string) => listenWith({ 'x-test-person': who(name).id })

async function listenWith(headers: Record<string, string>) {
  const stop = new AbortController()
  const answer = await fetch(`${address}/api/live`, { headers, signal: stop.signal })
  const heard: LiveMessage[][] = []
  let text = ''
  let isOver = false
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString()
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events.filter((one) => one.startsWith('event: changes')))
        heard.push(JSON.parse(event.split('data: ')[1] ?? '') as LiveMessage[])
    }
  })().catch(() => {})
  void reading.then(() => (isOver = true))
  return { answer, heard, isOver: () => isOver, stop: () => stop.abort() }
}

const tell = (...changes: (Partial<Change> & { id: string })[]) =>
  app.gate.asServer(async (tx) => {
    announce(
      tx,
      ...changes.map((change) => ({
        workspaceId: company.id,
        topic: 'deal',
        ownerIds: [who('seller').id],
        byPersonId: null,
        ...change,
      })),
    )
  })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a change', () => {
  it('is heard by those who may see its owner and by nobody else', async () => {
    const names = ['owner', 'head', 'seller', 'other', 'admin', 'foreigner']
    const streams = await Promise.all(names.map(listen))
    await tell({ id: 'a' })
    await until(() => streams.slice(0, 3).every(({ heard }) => heard.length))
    await pause(100)
    const heard = Object.fromEntries(
      names.map((name, index) => [name, streams[index]?.heard.flat().map(({ ids }) => ids)]),
    )
    expect(heard).toEqual({ owner: [['a']], head: [['a']], seller: [['a']], other: [], admin: [], foreigner: [] })
    for (const stream of streams) stream.stop()
  })

  it('says which record, and whether it was my own deed, and nothing more', async () => {
    const stream = await listen('seller')
    await tell({ id: 'b', byPersonId: who('seller').id })
    await until(() => stream.heard.length)
    expect(stream.heard).toEqual([[{ topic: 'deal', ids: ['b'], own: true }]])
    stream.stop()
  })

  it('without a visible owner is for those alone who see all; without owners for everybody', async () => {
    const streams = await Promise.all(['owner', 'seller', 'admin'].map(listen))
    await tell({ id: 'c', ownerIds: [null] }, { id: 'd', topic: 'company', ownerIds: [] })
    await until(() => streams.every(({ heard }) => heard.length))
    await pause(100)
    const topics = streams.map(({ heard }) => heard.flat().map(({ topic }) => topic))
    expect(topics).toEqual([['deal', 'company'], ['company'], ['company']])
    for (const stream of streams) stream.stop()
  })

  it('a notice is heard by its receiver and not by his boss', async () => {
    const streams = await Promise.all(['owner', 'seller'].map(listen))
    await tell({ id: 'e', topic: 'notice' })
    await until(() => streams[1]?.heard.length)
    await pause(100)
    expect(streams[0]?.heard).toEqual([])
    for (const stream of streams) stream.stop()
  })

  it('of a rolled back transaction is not heard', async () => {
    const stream = await listen('seller')
    const failing = app.gate.asServer(async (tx) => {
      announce(tx, { workspaceId: company.id, topic: 'deal', id: 'f', ownerIds: [], byPersonId: null })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await pause(150)
    expect(stream.heard).toEqual([])
    stream.stop()
  })
})

describe('a burst', () => {
  it('becomes few messages, and many records become one word', async () => {
    const stream = await listen('owner')
    const startedAt = performance.now()
    for (let index = 0; index < 100; index += 1) {
      await tell({ id: `g${index}` })
      await pause(2)
    }
    // Together, however slow the machine is.
    await tell(...Array.from({ length: 21 }, (_, index) => ({ id: `h${index}` })))
    await pause(400)
    const quarters = Math.ceil((performance.now() - startedAt) / 250)
    expect(stream.heard.length).toBeLessThanOrEqual(quarters + 1)
    expect(stream.heard.flat().some(({ ids }) => ids === null)).toBe(true)
    stream.stop()
  })

  it('of an import is "many" at once', async () => {
    const stream = await listen('owner')
    await tell({ id: MANY })
    await until(() => stream.heard.length)
    expect(stream.heard).toEqual([[{ topic: 'deal', ids: null, own: false }]])
    stream.stop()
  })
})

describe('the stream', () => {
  it('is closed to strangers and to keys, and has an end of patience', async () => {
    expect((await fetch(`${address}/api/live`)).status).toBe(401)
    const boss = visitor(app, { 'x-test-person': who('owner').id })
    const { body } = await boss.post('/api-keys', { name: 'Выгрузка', access: 'read' })
    const byKey = await fetch(`${address}/api/live`, { headers: { authorization: `Bearer ${body.key}` } })
    expect(byKey.status).toBe(403)
    const streams = await Promise.all(Array.from({ length: 8 }, () => listen('head')))
    expect((await listen('head')).answer.status).toBe(429)
    for (const stream of streams) stream.stop()
    await until(async () => (await listen('head')).answer.status === 200)
  })

  it('of a session ends at once when its person signs out', async () => {
    const boss = visitor(app, { 'x-test-person': who('owner').id })
    const { body: card } = await boss.post('/people', { fullName: 'Мария', role: 'seller', email: 'maria@example.ru' })
    const { body: link } = await boss.post(`/people/${card.id}/invitation`)
    const maria = visitor(app)
    await maria.post(`/links/${link.url.split('/').at(-1)}/invitation`, {
      fullName: 'Мария',
      password: 'пароль из десяти',
    })
    const cookie = [...maria.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const stream = await listenWith({ cookie })
    expect(stream.answer.status).toBe(200)
    await tell({ id: 'i', ownerIds: [card.id] })
    await until(() => stream.heard.length)
    await maria.post('/sign-out')
    await until(stream.isOver)
    expect((await listenWith({ cookie })).answer.status).toBe(401)
  })

  it('ends with the access of its person, and tells nothing more', async () => {
    const person = await company.person({ role: 'seller' })
    people['leaver'] = person
    const stream = await listen('leaver')
    expect(stream.answer.status).toBe(200)
    const boss = visitor(app, { 'x-test-person': who('owner').id })
    const { body: card } = await boss.get(`/people/${person.id}`)
    const edited = await boss.patch(`/people/${person.id}`, { version: card.version, isDisabled: true })
    expect(edited.status).toBe(200)
    await until(stream.isOver)
    await tell({ id: 'h', ownerIds: [] })
    expect(stream.heard).toEqual([])
  })
})
