import { isContractProcedure } from '@orpc/contract'
import { expect, test } from 'vitest'
import { contract } from '../src/contract.ts'
import { routesOfContract } from './contract-plugin.ts'

interface Hooks {
  resolveId(source: string, importer?: string): string | null
  load(id: string): Promise<string | null>
}

const root = new URL('..', import.meta.url).pathname
const plugin = routesOfContract() as unknown as Hooks

const placesOf = (part: unknown): unknown => {
  if (isContractProcedure(part)) {
    const { method, path } = part['~orpc'].route
    return { method, path }
  }
  return Object.fromEntries(Object.entries(part as object).map(([name, inner]) => [name, placesOf(inner)]))
}

test("the browser's client is given every method and path of the contract and nothing else of it", async () => {
  const id = plugin.resolveId('../contract.ts', `${root}src/web/api.ts`)
  expect(id).not.toBeNull()
  const source = (await plugin.load(id ?? '')) ?? ''
  const written = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { contract: object }
  expect(placesOf(written.contract)).toEqual(placesOf(contract))
})

test('whoever else reads the contract reads the whole of it', () => {
  expect(plugin.resolveId('../contract.ts', `${root}src/app.ts`)).toBeNull()
  expect(plugin.resolveId('./contract.ts', `${root}src/web/api.ts`)).toBeNull()
})
