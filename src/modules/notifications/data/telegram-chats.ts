import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import { sql } from 'kysely'

interface Whose {
  workspaceId: string
  personId: string
}

export async function readChat(
  tx: Tx,
  { workspaceId, personId }: Whose,
): Promise<{ chatId: string | null; userName: string | null } | undefined> {
  return tx
    .selectFrom('telegram_chats')
    .select(['chat_id as chatId', 'user_name as userName'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** A new code; the chat that is tied already goes on until another one sends it. */
export async function writeCode(
  tx: Tx,
  { workspaceId, personId }: Whose,
  code: { hash: string; expiresAt: Date },
): Promise<void> {
  const row = { code_hash: code.hash, code_expires_at: code.expiresAt }
  await tx
    .insertInto('telegram_chats')
    .values({ workspace_id: workspaceId, person_id: personId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet(row))
    .execute()
}

export async function removeChat(tx: Tx, { workspaceId, personId }: Whose): Promise<void> {
  await tx
    .deleteFrom('telegram_chats')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute()
}

/** Past row level security: ties the chat to whoever was given this code; undefined when it opens nothing. */
export async function tieChat(
  tx: Tx,
  workspaceId: string,
  given: { codeHash: string; chatId: string; userName: string | null; now: Date },
): Promise<{ language: Language; fullName: string } | undefined> {
  const { rows } = await sql<{ language: Language; fullName: string }>`
    -- Whose code is this?
    update telegram_chats c
    set chat_id = ${given.chatId}, user_name = ${given.userName}, linked_at = ${given.now}, code_hash = null, code_expires_at = null
    from people p join workspaces w on w.id = p.workspace_id
    where c.workspace_id = ${workspaceId}::uuid and c.code_hash = ${given.codeHash} and c.code_expires_at > ${given.now}
      and p.workspace_id = c.workspace_id and p.id = c.person_id and p.state = 'active'
    returning coalesce(p.language, w.language) as language, p.full_name as "fullName"`.execute(tx)
  return rows[0]
}

/** Past row level security: this chat is written to no more. @returns whether it was */
export async function untieChat(tx: Tx, workspaceId: string, chatId: string): Promise<boolean> {
  const query = tx.deleteFrom('telegram_chats').where('workspace_id', '=', workspaceId).where('chat_id', '=', chatId)
  return (await query.executeTakeFirst()).numDeletedRows > 0n
}
