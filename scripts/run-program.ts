import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

const running = new Set<ChildProcess>()
// A stop, or the end of the boot script, ends what we have started; the programs clean up after themselves.
const stopAll = (): void => running.forEach((child) => child.kill('SIGTERM'))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAll)
process.on('disconnect', stopAll)
// The channel alone must not keep us running.
process.channel?.unref()

export interface Finished {
  code: number
  output: string
  seconds: number
}

interface Options {
  /** Print while it runs; otherwise the output is only returned. */
  show?: boolean
  /** Lines for which this is true are returned but not printed. */
  hide?: (line: string) => boolean
  /** Start anew when a loaded file changes. */
  watch?: boolean
}

/** Runs a program of Node to its end: a file of ours, or the program of a package (`node_modules/…`). */
export function runProgram(file: string, args: string[] = [], options: Options = {}): Promise<Finished> {
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [...(options.watch ? ['--watch', '--watch-preserve-output'] : []), path.join(root, file), ...args],
    {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own group: Ctrl-C comes once, through us.
      detached: process.platform !== 'win32',
    },
  )
  running.add(child)
  let output = ''
  let rest = ''
  const take = (chunk: Buffer): void => {
    output += String(chunk)
    if (!options.show) return
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (!options.hide?.(line)) process.stdout.write(`${line}\n`)
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((resolve) => {
    child.once('error', (error) => (output += error.message))
    child.once('close', (code) => {
      running.delete(child)
      if (rest && !options.hide?.(rest)) process.stdout.write(`${rest}\n`)
      resolve({ code: code ?? 1, output, seconds: (performance.now() - startedAt) / 1_000 })
    })
  })
}
