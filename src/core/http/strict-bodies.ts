import { type AnyContractRouter, ContractProcedure } from '@orpc/contract'
import { z } from 'zod'

type Def = z.core.$ZodTypeDef & {
  shape?: Record<string, z.ZodType>
  catchall?: z.ZodType
  innerType?: z.ZodType
  element?: z.ZodType
  valueType?: z.ZodType
  options?: readonly z.ZodType[]
  items?: readonly z.ZodType[]
  in?: z.ZodType
  out?: z.ZodType
}

/**
 * The same shape, and no other key in any of its objects: a misspelt field is refused instead of being left out in silence. What says itself what it does
 * with other keys (z.looseObject) stays as it is.
 */
export function strict(schema: z.ZodType): z.ZodType {
  const def = schema.def as Def
  const change: Partial<Def> = {}
  if (def.shape) {
    if (def.catchall) return schema
    change.shape = Object.fromEntries(Object.entries(def.shape).map(([key, field]) => [key, strict(field)]))
    change.catchall = z.never()
  }
  for (const part of ['innerType', 'element', 'valueType', 'in', 'out'] as const)
    if (def[part]) change[part] = strict(def[part])
  for (const parts of ['options', 'items'] as const) if (def[parts]) change[parts] = def[parts].map(strict)
  return Object.keys(change).length > 0 ? schema.clone({ ...def, ...change }) : schema
}

/** The contract whose commands take nothing but what they declare. Questions stay open: an address may carry what others hang on it. */
export function strictBodies<Contract extends Record<string, AnyContractRouter>>(contract: Contract): Contract {
  const all = Object.entries(contract).map(([name, endpoint]) => {
    if (!(endpoint instanceof ContractProcedure)) return [name, endpoint]
    const def = endpoint['~orpc']
    if (def.route.method === 'GET') return [name, endpoint]
    return [name, new ContractProcedure({ ...def, inputSchema: strict(def.inputSchema as z.ZodType) })]
  })
  return Object.fromEntries(all) as Contract
}
