import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { cleanUp, freePort, type ServerProcess, startServer, stopServer, testFolder } from '../../testing-process.ts'

afterAll(cleanUp)

const ROWS = 20_000

interface Import {
  id: string
  status: string
  progress: { done: number } | null
  counts: { create: number } | null
  suggestion: { mapping: object } | null
}

test('an import whose server is killed in the middle goes on by itself after the next start, whole and once', async () => {
  const dataDir = testFolder()
  const port = await freePort()
  let server: ServerProcess = await startServer({ dataDir, port })
  let cookie = ''
  const ask = async <Answer>(method: string, path: string, body?: string | object): Promise<Answer> => {
    const isFile = typeof body === 'string'
    const answer = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': isFile ? 'text/csv' : 'application/json' }) },
      ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
    })
    const set = answer.headers.getSetCookie()
    if (set.length > 0) cookie = set.map((line) => line.split(';')[0]).join('; ')
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  await ask('POST', '/setup/company', {
    company: { name: 'Полюс', timeZone: 'Europe/Moscow', currency: 'RUB', calendar: 'ru' },
    owner: { fullName: 'Вера', email: 'vera@example.ru', password: 'два якоря и компас' },
    language: 'ru',
  })
  const lines = Array.from(
    { length: ROWS },
    (_, n) =>
      `${n};Сделка ${n};100;Продавец ${n % 20};01.02.2026;02.03.2026;${n % 2 ? 'Успешно' : 'Отказ'};Клиент ${n % 500}`,
  )
  const file = `ID;Название;Сумма;Ответственный;Дата создания;Дата закрытия;Этап;Клиент\n${lines.join('\n')}\n`
  const { id } = await ask<Import>('POST', '/imports?name=deals.csv', file)
  const settled = async (): Promise<Import> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const one = await ask<Import>('GET', `/imports/${id}/progress`)
      if (!['reading', 'checking', 'committing'].includes(one.status)) return one
      await sleep(100)
    }
    throw new Error('the import does not come to an end')
  }
  await settled()
  const { suggestion } = await ask<Import>('GET', `/imports/${id}`)
  await ask('PUT', `/imports/${id}/mapping`, { mapping: suggestion?.mapping })
  await ask('POST', `/imports/${id}/check`, {})
  expect((await settled()).counts).toMatchObject({ create: ROWS })

  await ask('POST', `/imports/${id}/commit`, {})
  for (let kills = 0; kills < 2; kills += 1) {
    for (let tries = 0; tries < 400; tries += 1) {
      const { progress, status } = await ask<Import>('GET', `/imports/${id}/progress`)
      if (status !== 'committing' || (progress?.done ?? 0) > 2_000) break
      await sleep(20)
    }
    await stopServer(server, 'SIGKILL')
    server = await startServer({ dataDir, port })
  }
  const done = await settled()
  expect(done).toMatchObject({ status: 'done', counts: { create: ROWS } })
  const totals = await ask<{ count: number }>('GET', '/deals/totals')
  expect(totals.count).toBe(ROWS)
  await stopServer(server)
}, 300_000)
