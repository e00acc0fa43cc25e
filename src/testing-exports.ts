import { vi } from 'vitest'
import type { Inputs } from '#core/http/contract.ts'
import type { TestApp, TestPerson } from './testing.ts'
import type { listsContract } from '#modules/lists/contract.ts'

/** Has a list written into a file by its job, and gives what stands in it, without the mark of its encoding. Of tests. */
export async function exportedText(
  app: TestApp,
  by: TestPerson,
  order: Inputs<typeof listsContract>['startExport'],
): Promise<string> {
  const { id } = await app.as(by).lists.startExport(order)
  await vi.waitFor(
    async () => {
      const { status } = await app.as(by).lists.export({ id })
      if (status !== 'done') throw new Error(`the export is ${status}`)
    },
    { timeout: 30_000, interval: 100 },
  )
  const answer = await app.server.inject({ url: `/api/lists/exports/${id}/file`, headers: { 'x-test-person': by.id } })
  return answer.rawPayload.toString().replace('\uFEFF', '')
}
