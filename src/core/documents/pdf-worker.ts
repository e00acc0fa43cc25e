import { parentPort } from 'node:worker_threads'
import type { PaperDocument } from './document.ts'
import { pdfBytes } from './pdf-bytes.ts'

export interface PrintOrder {
  id: number
  document: PaperDocument
}

export type Printed = { id: number; bytes: Uint8Array } | { id: number; problem: string }

// A port of a worker has no origin: the rule means windows.
/* oxlint-disable unicorn/require-post-message-target-origin */
parentPort?.on('message', async ({ id, document }: PrintOrder) => {
  try {
    const bytes = new Uint8Array(await pdfBytes(document))
    parentPort?.postMessage({ id, bytes } satisfies Printed, [bytes.buffer])
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ id, problem } satisfies Printed)
  }
})
