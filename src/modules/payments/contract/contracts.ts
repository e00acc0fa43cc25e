import { z } from 'zod'
import { amountMinor, day, endpoint, id, line } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'

export const contractStates = ['draft', 'sent', 'signed', 'terminated'] as const
const named = z.object({ id, name: z.string() })

export const contractFields = z.object({
  number: line(100).pipe(z.string().min(1)),
  signedOn: day,
  amountMinor: amountMinor.min(0).nullable().optional(),
  currency: z.enum(currencies).optional(),
  validUntil: day.nullable().optional(),
  state: z.enum(contractStates).optional(),
  note: line(5_000).nullable().optional(),
  firmId: id.nullable().optional(),
})
export type ContractFields = z.output<typeof contractFields>
export const contractChanges = contractFields.partial()
export type ContractChanges = z.output<typeof contractChanges>

export const contractRow = z.object({
  id,
  number: z.string(),
  signedOn: z.string(),
  amountMinor: amountMinor.nullable(),
  currency: z.string(),
  validUntil: z.string().nullable(),
  /** As people said; `expired` when it has run out. */
  state: z.enum([...contractStates, 'expired']),
  note: z.string().nullable(),
  deal: named.nullable(),
  company: named.nullable(),
  firmId: id.nullable(),
  version: z.int(),
})
export type ContractRow = z.output<typeof contractRow>

const tag = 'Contracts'
const wrong = {
  CONTRACT_NEEDS_CLIENT: { status: 400 },
  VALID_BEFORE_SIGNED: { status: 400 },
} as const

export const contractsContract = {
  addContract: endpoint({
    method: 'POST',
    path: '/contracts',
    summary: 'Add a contract to a deal or a company',
    tag,
    input: contractFields.extend({ dealId: id.nullable().optional(), companyId: id.nullable().optional() }),
    output: contractRow,
    errors: wrong,
  }),
  editContract: endpoint({
    method: 'PATCH',
    path: '/contracts/{id}',
    summary: 'Change a contract',
    tag,
    input: contractChanges.extend({ id, version: z.int() }),
    output: contractRow,
    errors: { ...wrong, CONTRACT_CHANGED: { status: 409, data: z.object({ version: z.int() }) } },
  }),
}
