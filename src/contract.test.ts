import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openApiDocument } from '#core/http/openapi.ts'
import { contract } from './contract.ts'

it('openapi.json describes the contract as it is; otherwise run node scripts/generate-openapi.ts', async () => {
  const kept = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as unknown
  expect(kept).toEqual(JSON.parse(JSON.stringify(await openApiDocument(contract))))
})

it('every address and method is declared once', () => {
  const addresses = Object.values(
    contract as Record<string, Record<string, { '~orpc': { route: { method: string; path: string } } }>>,
  ).flatMap((endpoints) =>
    Object.values(endpoints).map(
      ({ '~orpc': { route } }) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`,
    ),
  )
  expect(addresses.length).toBe(new Set(addresses).size)
})
