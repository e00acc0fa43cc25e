import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Firm } from '../contract.ts'

const columns = sql`
  id, name, inn, kpp, ogrn, address, phone, bank_name as "bankName", bik, account, bank_account as "bankAccount",
  director_title as "directorTitle", director_name as "directorName", accountant_name as "accountantName",
  number_prefix as "numberPrefix", next_number as "nextNumber", due_days as "dueDays", vat_percent as "vatPercent",
  payment_note as "paymentNote", archived_at is not null as archived, version`

/** The company's own firms, those in use first. */
export async function ownFirms(tx: Tx, workspaceId: string): Promise<Firm[]> {
  const { rows } = await sql<Firm>`
    select ${columns} from own_firms where workspace_id = ${workspaceId}::uuid
    order by archived_at is not null, position, name`.execute(tx)
  return rows
}

export type FirmValues = Omit<Firm, 'id' | 'version'>

export async function insertFirm(tx: Tx, workspaceId: string, id: string, firm: FirmValues): Promise<void> {
  await sql`
    insert into own_firms (workspace_id, id, name, inn, kpp, ogrn, address, phone, bank_name, bik, account, bank_account, director_title, director_name,
      accountant_name, number_prefix, next_number, due_days, vat_percent, payment_note, position)
    values (${workspaceId}::uuid, ${id}::uuid, ${firm.name}, ${firm.inn}, ${firm.kpp}, ${firm.ogrn}, ${firm.address}, ${firm.phone}, ${firm.bankName},
      ${firm.bik}, ${firm.account}, ${firm.bankAccount}, ${firm.directorTitle}, ${firm.directorName}, ${firm.accountantName}, ${firm.numberPrefix},
      ${firm.nextNumber}::int, ${firm.dueDays}::int, ${firm.vatPercent}::smallint, ${firm.paymentNote},
      (select count(*) from own_firms where workspace_id = ${workspaceId}::uuid))`.execute(tx)
}

/** Gives false when the firm is of another version by now. */
export async function updateFirm(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  firm: FirmValues,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update own_firms set name = ${firm.name}, inn = ${firm.inn}, kpp = ${firm.kpp}, ogrn = ${firm.ogrn}, address = ${firm.address},
      phone = ${firm.phone}, bank_name = ${firm.bankName}, bik = ${firm.bik}, account = ${firm.account}, bank_account = ${firm.bankAccount},
      director_title = ${firm.directorTitle}, director_name = ${firm.directorName}, accountant_name = ${firm.accountantName},
      number_prefix = ${firm.numberPrefix}, next_number = ${firm.nextNumber}::int, due_days = ${firm.dueDays}::int,
      vat_percent = ${firm.vatPercent}::smallint, payment_note = ${firm.paymentNote},
      archived_at = case when ${firm.archived}::boolean then coalesce(archived_at, now()) end, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int`.execute(tx)
  return numAffectedRows > 0n
}

/** Takes the next number of the firm's series; whoever issues at the same moment waits, so that no number is given twice or left out. */
export async function takeNumber(tx: Tx, workspaceId: string, firmId: string): Promise<string> {
  for (;;) {
    const { rows } = await sql<{ number: string; taken: boolean }>`
      with next as (
        update own_firms set next_number = next_number + 1 where workspace_id = ${workspaceId}::uuid and id = ${firmId}::uuid
        returning number_prefix || (next_number - 1) as number
      )
      select number, exists (select from invoices i where i.workspace_id = ${workspaceId}::uuid and i.own_firm_id = ${firmId}::uuid
        and i.number = next.number) as taken from next`.execute(tx)
    const next = rows[0]
    if (!next) throw new Error('the firm is gone')
    if (!next.taken) return next.number
  }
}
