/** What tests of imports stand on: a file goes through the published API from upload to commit. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testApp, type TestApp, type TestPerson } from './testing.ts'
import type { Kind } from '#modules/imports/contract.ts'

export interface Uploaded {
  id: string
  version: number
}

/** The application with jobs running and a folder for uploads. */
export async function importApp(options: Parameters<typeof testApp>[0] = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-import-'))
  const app = await testApp({ ...options, dataDir })
  if (process.env['DEBUG_IMPORTS']) app.services.log.error = (...all: unknown[]) => console.error(...all)
  await app.jobs.start()
  return {
    ...app,
    dataDir,
    async close() {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Sends a file as a browser does, and gives the answer as it is. */
export async function sendFile(
  app: Pick<TestApp, 'server'>,
  person: TestPerson | null,
  name: string,
  content: Buffer | string,
  kind?: Kind,
) {
  const boundary = '----mostik'
  const field = kind ? `--${boundary}\r\ncontent-disposition: form-data; name="kind"\r\n\r\n${kind}\r\n` : ''
  const head = `${field}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...(person && { 'x-test-person': person.id }),
  }
  const answer = await app.server.inject({ method: 'POST', url: '/api/imports', headers, payload })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

/** One person's way of importing. */
export function importing(app: TestApp, person: TestPerson) {
  const api = app.as(person).imports
  const settled = async (id: string) => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const one = await api.progress({ id })
      if (!['reading', 'checking', 'committing', 'reverting'].includes(one.status)) return one
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.min(tries, 20) * 20))
    }
    throw new Error('the import does not come to an end')
  }
  type Details = Awaited<ReturnType<typeof api.get>>
  type Mapping = NonNullable<Details['suggestion']>['mapping']
  return {
    api,
    settled,
    /** Uploads and waits until the file was read. */
    async upload(name: string, content: Buffer | string, kind?: Kind): Promise<Details> {
      const { status, body } = await sendFile(app, person, name, content, kind)
      if (status !== 200) throw new Error(`upload: ${status} ${JSON.stringify(body)}`)
      await settled(String(body['id']))
      return api.get({ id: String(body['id']) })
    },
    /** Takes the proposals, with what the test decides, and runs dry. */
    async check(one: Details, decide: (mapping: Mapping) => Partial<Mapping> = () => ({})): Promise<Details> {
      if (!one.suggestion) throw new Error(`nothing to map: ${one.status} ${JSON.stringify(one.error)}`)
      const { mapping } = one.suggestion
      await api.map({ id: one.id, mapping: { ...mapping, ...decide(mapping) } })
      await settled(one.id)
      await api.check({ id: one.id })
      await settled(one.id)
      return api.get({ id: one.id })
    },
    async commit({ id }: { id: string }): Promise<Details> {
      await api.commit({ id })
      await settled(id)
      return api.get({ id })
    },
    async revert({ id }: { id: string }, changedLater: 'keep' | 'revert' = 'keep'): Promise<Details> {
      await api.revert({ id, changedLater })
      await settled(id)
      return api.get({ id })
    },
  }
}
