import { Worker } from 'node:worker_threads'
import type { PaperDocument, PaperFile } from './document.ts'
import type { Printed } from './pdf-worker.ts'

/** A worker without work gives its memory back after this. */
const IDLE_MS = 60_000
/** A document that is not ready by then never will be. */
const MOST_MS = 30_000
const MOST_MEMORY_MB = 384

interface Waiting {
  resolve(bytes: Buffer): void
  reject(error: Error): void
}

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let orders = 0
const waiting = new Map<number, Waiting>()

/**
 * The document as a PDF. One worker thread sets all papers one after the other: a statement of a hundred pages holds up no request.
 * @param name of the file, without its ending; what no file system takes is left out
 * @throws Error when it takes more than half a minute or more memory than a paper may
 */
export async function printPdf(document: PaperDocument, name: string): Promise<PaperFile> {
  const id = (orders += 1)
  clearTimeout(idle)
  const printer = (worker ??= startWorker())
  const limit = setTimeout(() => stopWorker(new Error('the document took too long')), MOST_MS)
  limit.unref()
  try {
    const bytes = await new Promise<Buffer>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      // While somebody waits the process stays.
      printer.ref()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      printer.postMessage({ id, document })
    })
    return { name: `${fileName(name)}.pdf`, contentType: 'application/pdf', bytes }
  } finally {
    clearTimeout(limit)
    waiting.delete(id)
    if (waiting.size === 0) rest()
  }
}

function startWorker(): Worker {
  const fresh = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  fresh.on('message', (printed: Printed) => {
    const order = waiting.get(printed.id)
    if ('bytes' in printed) order?.resolve(Buffer.from(printed.bytes))
    else order?.reject(new Error(printed.problem))
  })
  fresh.on('error', (error) => fresh === worker && stopWorker(error as Error))
  fresh.on('exit', () => fresh === worker && stopWorker(new Error('the printing thread has ended')))
  return fresh
}

/** The next document begins with a worker of its own. */
function stopWorker(why: Error): void {
  const old = worker
  worker = undefined
  void old?.terminate()
  for (const { reject } of waiting.values()) reject(why)
}

function rest(): void {
  worker?.unref()
  clearTimeout(idle)
  idle = setTimeout(() => stopWorker(new Error('idle')), IDLE_MS)
  idle.unref()
}

/** No path, no ending of its own, nothing that Windows refuses. */
function fileName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = name.replaceAll(/[\\/:*?"<>|\u0000-\u001f\u007f]+/g, ' ').replaceAll(/\s+/g, ' ')
  return (
    plain
      .trim()
      .replace(/[. ]+$/, '')
      .slice(0, 120) || 'document'
  )
}
