/** Writes openapi.json, the description of the API that is reviewed with every change. Run it after a change of a contract. */
import { writeFileSync } from 'node:fs'
import { openApiDocument } from '../src/core/http/openapi.ts'
import { contract } from '../src/contract.ts'

writeFileSync(
  new URL('../openapi.json', import.meta.url),
  `${JSON.stringify(await openApiDocument(contract), null, 2)}\n`,
)
