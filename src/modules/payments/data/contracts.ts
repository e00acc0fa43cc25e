import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface StoredContract {
  id: string
  ownerId: string | null
  dealId: string | null
  dealTitle: string | null
  companyId: string | null
  companyName: string | null
  firmId: string | null
  number: string
  signedOn: string
  amountMinor: number | null
  currency: string
  validUntil: string | null
  state: 'draft' | 'sent' | 'signed' | 'terminated'
  note: string | null
  version: number
}

/** Contracts of a deal, a company, or one by its id; the newest first. */
export async function findContracts(
  tx: Tx,
  workspaceId: string,
  { id, dealId, companyId }: { id?: string; dealId?: string | undefined; companyId?: string | undefined },
): Promise<StoredContract[]> {
  const { rows } = await sql<StoredContract>`
    -- Which contracts are there with this client?
    select c.id, c.owner_id as "ownerId", c.deal_id as "dealId", d.title as "dealTitle", c.company_id as "companyId", f.name as "companyName",
           c.own_firm_id as "firmId", c.number, c.signed_on as "signedOn", c.amount_minor as "amountMinor", c.currency,
           c.valid_until as "validUntil", c.state, c.note, c.version
    from contracts c
    left join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    left join companies f on f.workspace_id = c.workspace_id and f.id = c.company_id
    where c.workspace_id = ${workspaceId}::uuid
      and (${id ?? null}::uuid is null or c.id = ${id ?? null}::uuid)
      and ((${dealId ?? null}::uuid is null and ${companyId ?? null}::uuid is null) or c.deal_id = ${dealId ?? null}::uuid
        or c.company_id = ${companyId ?? null}::uuid)
    order by c.signed_on desc, c.id desc limit 200`.execute(tx)
  return rows
}

export type ContractValues = Pick<
  StoredContract,
  'number' | 'signedOn' | 'amountMinor' | 'currency' | 'validUntil' | 'state' | 'note' | 'firmId'
>

export async function insertContract(
  tx: Tx,
  workspaceId: string,
  contract: ContractValues & Pick<StoredContract, 'id' | 'ownerId' | 'dealId' | 'companyId'> & { createdBy: string },
): Promise<void> {
  await sql`
    insert into contracts (workspace_id, id, owner_id, deal_id, company_id, own_firm_id, number, signed_on, amount_minor, currency, valid_until, state, note, created_by)
    values (${workspaceId}::uuid, ${contract.id}::uuid, ${contract.ownerId}::uuid, ${contract.dealId}::uuid, ${contract.companyId}::uuid,
      ${contract.firmId}::uuid, ${contract.number}, ${contract.signedOn}::date, ${contract.amountMinor}::bigint, ${contract.currency},
      ${contract.validUntil}::date, ${contract.state}, ${contract.note}, ${contract.createdBy}::uuid)`.execute(tx)
}

export async function updateContract(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  contract: ContractValues,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update contracts set number = ${contract.number}, signed_on = ${contract.signedOn}::date, amount_minor = ${contract.amountMinor}::bigint,
      currency = ${contract.currency}, valid_until = ${contract.validUntil}::date, state = ${contract.state}, note = ${contract.note},
      own_firm_id = ${contract.firmId}::uuid, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int`.execute(tx)
  return numAffectedRows > 0n
}
