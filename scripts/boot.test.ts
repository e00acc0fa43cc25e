import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseProcesses, freePort } from '../src/testing-process.ts'

// The browser's part is built here when it is not there yet.
vi.setConfig({ testTimeout: 120_000 })

const root = path.resolve(import.meta.dirname, '..')
let dataDir: string
let url: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-process-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }))

/** Starts the product as a person does; the group is its own, as in a terminal. */
async function start(program: string, ...args: string[]): Promise<ChildProcess> {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, MOSTIK_DATA_DIR: dataDir, PORT: String(port) }
  const child = spawn(program, args, { cwd: root, env, stdio: 'ignore', detached: true })
  await expect.poll(isOpen, { timeout: 100_000, interval: 50 }).toBe(true)
  return child
}

function isOpen(): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

async function expectNothingLeft(): Promise<void> {
  await expect.poll(isOpen, { timeout: 30_000 }).toBe(false)
  await expect.poll(() => databaseProcesses(dataDir), { timeout: 30_000 }).toEqual([])
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('ends with everything it has started when npm is told to', async () => {
    const npm = await start('npm', 'start')
    npm.kill('SIGTERM')
    await expectNothingLeft()
  })

  it('ends by Ctrl-C, which goes to the whole group', async () => {
    const npm = await start('npm', 'start')
    process.kill(-(npm.pid ?? 0), 'SIGINT')
    await expectNothingLeft()
  })

  it('ends when the boot script is killed without a word', async () => {
    const boot = await start(process.execPath, 'scripts/boot.mjs', 'start')
    boot.kill('SIGKILL')
    await expectNothingLeft()
  })
})
