import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { isContractProcedure } from '@orpc/contract'
import type { Plugin } from 'vite'

const CONTRACT = path.join(import.meta.dirname, '../src/contract.ts')
const CLIENT = path.join(import.meta.dirname, '../src/web/api.ts')
const ID = '\0mostik:routes-of-contract'

/**
 * Gives the browser's client the methods and paths of the API in place of the whole contract: it sends and reads by them alone, and the schemas of every
 * answer of every module are a third of what is loaded before the first page. Only in a build; a dev server speaks by the contract itself.
 */
export function routesOfContract(): Plugin {
  return {
    name: 'mostik:routes-of-contract',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || path.resolve(importer) !== CLIENT) return null
      return path.resolve(path.dirname(importer), source) === CONTRACT ? ID : null
    },
    async load(id) {
      if (id !== ID) return null
      const { contract } = (await import(pathToFileURL(CONTRACT).href)) as { contract: object }
      return `const at = (method, path) => ({ '~orpc': { errorMap: {}, meta: {}, route: { method, path } } })
export const contract = ${written(contract)}`
    },
  }
}

function written(part: unknown): string {
  if (isContractProcedure(part)) {
    const { method, path: at } = part['~orpc'].route
    return `at(${JSON.stringify(method)}, ${JSON.stringify(at)})`
  }
  const parts = Object.entries(part as object).map(([name, inner]) => `${JSON.stringify(name)}: ${written(inner)}`)
  return `{ ${parts.join(', ')} }`
}
