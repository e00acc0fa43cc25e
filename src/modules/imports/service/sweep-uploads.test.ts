import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { importApp, importing } from '../../../testing-imports.ts'
import { sweepUploads } from './sweep-uploads.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

test('uploads of a month ago go, those of today and of running imports stay, and so does the journal', async () => {
  const owner = await (await app.company()).person({ role: 'owner' })
  const { upload, api } = importing(app, owner)
  const names = ['new', 'old', 'running']
  const ids = new Map<string, string>()
  for (const name of names) ids.set(name, (await upload(`${name}.csv`, 'ID;Название\n1;А\n')).id)
  const folder = path.join(app.dataDir, 'imports')
  writeFileSync(path.join(folder, 'broken.upload'), 'half of a file')
  const longAgo = new Date('2026-01-01T00:00:00Z')
  for (const file of readdirSync(folder)) utimesSync(path.join(folder, file), longAgo, longAgo)
  const age = (name: string, status: string) =>
    app.gate.asServer((tx) =>
      sql`update imports set created_at = ${longAgo}::timestamptz, status = ${status} where id = ${ids.get(name) ?? ''}::uuid`.execute(
        tx,
      ),
    )
  await age('old', 'done')
  await age('running', 'committing')
  expect(await sweepUploads(app.services)).toBe(2)
  expect(readdirSync(folder).toSorted()).toEqual(
    [`${ids.get('new')}.upload`, `${ids.get('running')}.upload`].toSorted(),
  )
  expect((await api.list({})).rows).toHaveLength(3)
})
