import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import type { Scoped, Tx } from '#core/db/gate.ts'
import { holdOpen } from '#core/db/transaction.ts'
import { Refusal } from './refusal.ts'

export const IDEMPOTENCY_HEADER = 'idempotency-key'

type Work<Result> = (tx: Tx) => Promise<Result>

interface Command {
  workspace_id: string
  person_id: string
  key: string
}

/**
 * Makes the transactions of one request happen once for one key: the key and the result are kept in the same transaction as the work, so
 * after a lost answer the client repeats the request and gets the first result, and nothing is done twice, even if both run at once.
 * A refused request leaves no trace and may be repeated with other input.
 * @throws Refusal IDEMPOTENCY_KEY_BAD; from the transaction IDEMPOTENCY_KEY_REUSED when the key belongs to another request
 */
export function onceOnly(actor: Scoped, key: string, { endpoint, input }: { endpoint: string; input: unknown }) {
  if (!/^[!-~]{8,190}$/.test(key)) throw new Refusal('IDEMPOTENCY_KEY_BAD')
  const hash = createHash('sha256')
    .update(JSON.stringify([endpoint, input]))
    .digest('hex')
  let transactions = 0
  return <Result>(work: Work<Result>): Work<Result> => {
    transactions += 1
    // A request that works in several transactions repeats only those that were not finished.
    const ownKey = transactions === 1 ? key : `${key}#${transactions}`
    const command = { workspace_id: actor.workspaceId, person_id: actor.personId, key: ownKey }
    return async (tx) => {
      const row = { ...command, endpoint, request_hash: hash }
      // Waits here while the same command runs elsewhere.
      const insert = tx
        .insertInto('commands')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
      const { numInsertedOrUpdatedRows } = await insert.executeTakeFirst()
      if (!numInsertedOrUpdatedRows) return firstResult<Result>(tx, command, hash)
      holdOpen(tx)
      const result = await work(tx)
      await ofCommand(
        tx.updateTable('commands').set({ answer: JSON.stringify(serialize(result).toString('base64')) }),
        command,
      ).execute()
      return result
    }
  }
}

async function firstResult<Result>(tx: Tx, command: Command, hash: string): Promise<Result> {
  const query = ofCommand(tx.selectFrom('commands').select(['request_hash', 'answer']), command)
  const first = await query.executeTakeFirstOrThrow()
  if (first.request_hash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED')
  // Not JSON: a result holds Date objects, and the handler expects them.
  return deserialize(Buffer.from(String(first.answer), 'base64')) as Result
}

function ofCommand<Query extends { where(column: keyof Command, operator: '=', value: string): Query }>(
  query: Query,
  command: Command,
): Query {
  return query
    .where('workspace_id', '=', command.workspace_id)
    .where('person_id', '=', command.person_id)
    .where('key', '=', command.key)
}
