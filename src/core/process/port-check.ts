import { createServer } from 'node:net'
import { StartProblem } from '#core/config/start-problem.ts'

/**
 * Proves that the port can be had, before the database is started for nothing.
 * @throws StartProblem portTaken, addressUnusable
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen({ host, port, exclusive: true }, resolve)
    })
  } catch (error) {
    throw portProblem(host, port, error)
  }
  await new Promise((resolve) => probe.close(resolve))
}

/** Turns a failed `listen` into a sentence; other errors stay as they are. */
export function portProblem(host: string, port: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return new StartProblem('portTaken', { host, port }, error)
  const isAddress = ['EADDRNOTAVAIL', 'EACCES', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code ?? '')
  return isAddress ? new StartProblem('addressUnusable', { host, port, reason: String(code) }, error) : error
}
