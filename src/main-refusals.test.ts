import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { type Connection, withClient } from '#core/db/connection.ts'
import { type TestDatabase, emptyDatabase, testDatabase } from '#core/db/test-database.ts'
import {
  cleanUp,
  databaseProcesses,
  freePort,
  ordinaryAccount,
  startProcess,
  startServer,
  stopServer,
  testFolder,
} from './testing-process.ts'

const account = ordinaryAccount() ?? 0
// Whole processes start and stop here, several in one test, while other files keep the machine busy.
vi.setConfig({ testTimeout: 180_000 })

/** Starts the server, which must refuse; gives its words. */
async function refusal(start: Parameters<typeof startProcess>[0]): Promise<string> {
  const server = await startProcess(start)
  expect(await server.left, server.said()).toBe(1)
  expect(server.said(), 'a sentence, not a stack').not.toMatch(/\n\s+at /)
  expect(databaseProcesses(start.dataDir)).toEqual([])
  return server.said()
}

afterAll(cleanUp)

describe('the server refuses with a sentence', () => {
  it('two servers on one folder', async () => {
    const dataDir = testFolder()
    const first = await startServer({ dataDir })
    const second = await startProcess({ dataDir })
    expect(await second.left).toBe(1)
    expect(second.said()).toContain(`уже работает другой Мостик (процесс ${first.child.pid})`)
    expect(databaseProcesses(dataDir), 'the first one goes on').not.toEqual([])
    expect((await fetch(first.url)).status).toBeLessThan(500)
    await stopServer(first)
  })

  it('a taken port, before anything is made', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    const dataDir = path.join(testFolder(), 'data')
    expect(await refusal({ dataDir, port })).toContain(`Порт ${port} на 127.0.0.1 уже занят`)
    expect(existsSync(dataDir)).toBe(false)
    other.close()
  })

  it('an address that is not of this machine', async () => {
    const said = await refusal({ dataDir: testFolder(), environment: { HOST: '192.0.2.1' } })
    expect(said).toContain('Не получается открыть 192.0.2.1')
  })

  it('wrong settings, all at once and in the chosen language', async () => {
    const environment = { LOG_LEVEL: 'loud', TRUST_PROXY: 'maybe', MOSTIK_LANGUAGE: 'en' }
    const said = await refusal({ dataDir: testFolder(), environment })
    expect(said).toContain('LOG_LEVEL: one of fatal, error')
    expect(said).toContain('TRUST_PROXY: true or false is needed (now "maybe")')
  })

  it.runIf(account)('a folder that cannot be written', async () => {
    const dataDir = testFolder()
    chmodSync(dataDir, 0o555)
    expect(await refusal({ dataDir, uid: account })).toContain(`В папку данных ${dataDir} нельзя писать`)
  })

  it.runIf(account)('a folder inside one that cannot be entered', async () => {
    const dataDir = path.join(testFolder(), 'data')
    expect(await refusal({ dataDir, uid: account })).toContain('EACCES')
  })

  it.runIf(account)('a database of another account', async () => {
    const dataDir = testFolder(account)
    mkdirSync(path.join(dataDir, 'postgres'))
    expect(await refusal({ dataDir, uid: account })).toContain('принадлежит другой учётной записи (root)')
  })

  it('a file where the folder should be', async () => {
    const dataDir = path.join(testFolder(), 'data')
    writeFileSync(dataDir, '')
    expect(await refusal({ dataDir })).toContain('нельзя писать или читать')
  })

  it('foreign files where the database should be', async () => {
    const dataDir = testFolder()
    mkdirSync(path.join(dataDir, 'postgres'))
    writeFileSync(path.join(dataDir, 'postgres', 'отчёт.txt'), 'важное')
    expect(await refusal({ dataDir })).toContain('лежат чужие файлы')
    expect(existsSync(path.join(dataDir, 'postgres', 'отчёт.txt'))).toBe(true)
  })

  it('a database of another version of PostgreSQL', async () => {
    const dataDir = testFolder()
    mkdirSync(path.join(dataDir, 'postgres'))
    writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    expect(await refusal({ dataDir })).toContain('создана PostgreSQL 17')
  })

  it('a full disk', async ({ skip }) => {
    const dataDir = testFolder()
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', dataDir])
    if (mounted.status !== 0) return skip('only root with the right to mount can make a small disk')
    try {
      expect(await refusal({ dataDir })).toMatch(/осталось (?:59|60) МБ, а нужно хотя бы 200 МБ/)
    } finally {
      spawnSync('umount', [dataDir])
    }
  })
})

describe('an external database', () => {
  let database: TestDatabase
  afterEach(() => database.drop())

  it('works instead of the embedded one', async () => {
    database = await emptyDatabase()
    const dataDir = testFolder()
    const server = await startServer({ dataDir, environment: { DATABASE_URL: urlOf(database.connection) } })
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
    expect(await stopServer(server)).toBe(0)
  })

  it('is refused when it belongs to another program', async () => {
    database = await emptyDatabase()
    await query('create table orders (id int); create table migrations (id int)')
    expect(await refusalOf()).toContain('занята другой программой (есть таблицы public.migrations, public.orders)')
  })

  it('is refused when a newer version has upgraded it', async () => {
    database = await testDatabase()
    await query(`insert into migrations (version, name, checksum) values (9999, '9999_future.sql', 'x')`)
    expect(await refusalOf()).toContain('База обновлена более новым Мостиком (версия 9999')
  })

  it('is refused when an applied step has changed', async () => {
    database = await testDatabase()
    await query(`update migrations set checksum = 'x' where version = 1`)
    expect(await refusalOf()).toContain('Шаг обновления 0001_ground.sql уже применён')
  })

  it('is refused when the role may not create', async () => {
    database = await emptyDatabase()
    const role = `reader_${process.pid}`
    await query(`create role ${role} login password 'reader'`)
    const said = await refusalOf(urlOf(database.connection, { user: role, password: 'reader' }))
    expect(said).toContain(`Роли ${role} из DATABASE_URL не хватает прав: создавать схемы`)
    await query(`drop role ${role}`)
  })

  it('is refused when the password is wrong, without a word of it', async () => {
    database = await emptyDatabase()
    const said = await refusalOf(urlOf(database.connection, { password: 'hunter2' }))
    expect(said).toContain('не пускает')
    expect(said).not.toContain('hunter2')
  })

  it('is refused when nobody answers', async () => {
    database = await emptyDatabase()
    expect(await refusalOf(`postgres://a:b@127.0.0.1:${await freePort()}/c`)).toContain('не отвечает')
  })

  async function refusalOf(url: string = urlOf(database.connection)): Promise<string> {
    return refusal({ dataDir: testFolder(), environment: { DATABASE_URL: url } })
  }

  async function query(sql: string): Promise<void> {
    await withClient(database.connection, (client) => client.query(sql))
  }
})

/** A person writes an address; the test server may be reached by a socket, which goes into a parameter. */
function urlOf(connection: Connection, as: { user?: string; password?: string } = {}): string {
  if ('connectionString' in connection) {
    const url = new URL(connection.connectionString)
    url.username = as.user ?? url.username
    url.password = as.password ?? url.password
    return url.href
  }
  const { host, port, user, password, database } = { ...connection, ...as }
  return `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
