import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  answered,
  cleanUp,
  copyOfFolder,
  databaseProcesses,
  killIfThere,
  ordinaryAccount,
  postmasterOf,
  startProcess,
  startServer,
  stopServer,
  testFolder,
} from './testing-process.ts'

const account = ordinaryAccount() ?? 0
// Whole processes start and stop here, several in one test, while other files keep the machine busy.
vi.setConfig({ testTimeout: 180_000 })

/** A stopped data folder that the tests copy. */
let used: string
beforeAll(async () => {
  used = testFolder()
  await stopServer(await startServer({ dataDir: used }))
})
afterAll(cleanUp)

describe('start and stop', () => {
  it('an empty folder becomes an installation, and the address is printed', async () => {
    const dataDir = path.join(testFolder(), 'deeper', 'data')
    const server = await startServer({ dataDir })
    expect(server.said()).toContain(`Мостик открыт: ${server.url}`)
    expect(readdirSync(dataDir)).toEqual(['database-password', 'postgres', 'secret', 'server.lock'])
    await stopServer(server)
  })

  it('a second start answers within 3 seconds', async () => {
    const dataDir = copyOfFolder(used)
    const timesMs: number[] = []
    // Others may use the machine of a test: the best of a few counts.
    for (let attempt = 0; attempt < 8 && !(Math.min(...timesMs) < 3_000); attempt++) {
      const startedAt = performance.now()
      const server = await startServer({ dataDir })
      timesMs.push(performance.now() - startedAt)
      await stopServer(server)
    }
    expect(Math.min(...timesMs)).toBeLessThan(3_000)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s stops it within 5 seconds and no process stays',
    async (signal) => {
      const dataDir = copyOfFolder(used)
      const timesMs: number[] = []
      for (let attempt = 0; attempt < 4 && !(Math.min(...timesMs) < 5_000); attempt++) {
        const server = await startServer({ dataDir })
        expect(databaseProcesses(dataDir)).not.toEqual([])
        const askedAt = performance.now()
        expect(await stopServer(server, signal)).toBe(0)
        timesMs.push(performance.now() - askedAt)
        expect(databaseProcesses(dataDir)).toEqual([])
        expect(existsSync(path.join(dataDir, 'server.lock'))).toBe(false)
      }
      expect(Math.min(...timesMs)).toBeLessThan(5_000)
    },
  )

  it('a stop in the middle of a start leaves nothing behind', async () => {
    const dataDir = copyOfFolder(used)
    for (const pauseMs of [100, 250, 400]) {
      const server = await startProcess({ dataDir })
      await sleep(pauseMs)
      server.child.kill('SIGTERM')
      await server.left
      expect(databaseProcesses(dataDir)).toEqual([])
    }
    await stopServer(await startServer({ dataDir }))
  })

  it('a folder too deep for a Unix socket is served over loopback', async () => {
    const dataDir = path.join(testFolder(), 'д'.repeat(60))
    await stopServer(await startServer({ dataDir }))
  })

  it.runIf(account)('an ordinary account needs nothing more', async () => {
    const dataDir = testFolder(account)
    const server = await startServer({ dataDir, uid: account })
    expect(await stopServer(server)).toBe(0)
    // Root goes on with the account that owns the database.
    await stopServer(await startServer({ dataDir }))
    await stopServer(await startServer({ dataDir, uid: account }))
  })
})

describe('recovery', () => {
  it('after kill -9 of the server the next start takes over', async () => {
    const dataDir = copyOfFolder(used)
    const killed = await startServer({ dataDir })
    await stopServer(killed, 'SIGKILL')
    expect(databaseProcesses(dataDir), 'the database outlives its server').not.toEqual([])
    const server = await startServer({ dataDir })
    expect(await stopServer(server)).toBe(0)
    expect(databaseProcesses(dataDir)).toEqual([])
  })

  it('after kill -9 of server and database the next start recovers', async () => {
    const dataDir = copyOfFolder(used)
    const killed = await startServer({ dataDir })
    await stopServer(killed, 'SIGKILL')
    for (const pid of databaseProcesses(dataDir)) killIfThere(pid)
    await stopServer(await startServer({ dataDir }))
  })

  it('a database that dies is started again while the server runs', async () => {
    const dataDir = copyOfFolder(used)
    const server = await startServer({ dataDir })
    const before = postmasterOf(dataDir)
    process.kill(before, 'SIGKILL')
    await expect
      .poll(() => databaseProcesses(dataDir).length > 3 && postmasterOf(dataDir) !== before, { timeout: 30_000 })
      .toBe(true)
    await answered(server)
    expect(await stopServer(server)).toBe(0)
    expect(databaseProcesses(dataDir)).toEqual([])
  })

  it('a first start that was killed is repeated from the beginning', async () => {
    const dataDir = testFolder()
    for (const pauseMs of [350, 600]) {
      const server = await startProcess({ dataDir })
      await sleep(pauseMs)
      await stopServer(server, 'SIGKILL')
    }
    const server = await startServer({ dataDir })
    expect(readdirSync(dataDir).filter((name) => name.includes('new'))).toEqual([])
    await stopServer(server)
  })

  it('a stale process number that belongs to another program by now does not matter', async () => {
    const dataDir = copyOfFolder(used)
    const stale = { pid: process.ppid, startedAt: 'another boot' }
    writeFileSync(path.join(dataDir, 'server.lock'), JSON.stringify(stale))
    writeFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), `${process.ppid}\n/nowhere\n`)
    await stopServer(await startServer({ dataDir }))
  })

  it('a lost password of the database is replaced', async () => {
    const dataDir = copyOfFolder(used)
    writeFileSync(path.join(dataDir, 'database-password'), '')
    await stopServer(await startServer({ dataDir }))
  })

  it('an empty folder where the database should be is no obstacle', async () => {
    const dataDir = testFolder()
    mkdirSync(path.join(dataDir, 'postgres'))
    await stopServer(await startServer({ dataDir }))
  })
})
