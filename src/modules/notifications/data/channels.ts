import type { Tx } from '#core/db/gate.ts'

// All of this is past row level security: for asServer only.

export interface CompanyChannels {
  /** Sealed. */
  telegramToken: string | null
  telegramBot: string | null
  telegramProblem: string | null
  pushPublic: string | null
  /** Sealed. */
  pushPrivate: string | null
}

const nothing: CompanyChannels = {
  telegramToken: null,
  telegramBot: null,
  telegramProblem: null,
  pushPublic: null,
  pushPrivate: null,
}

export async function readChannels(tx: Tx, workspaceId: string): Promise<CompanyChannels> {
  const row = await tx
    .selectFrom('notice_channels')
    .select([
      'telegram_token as telegramToken',
      'telegram_bot as telegramBot',
      'telegram_problem as telegramProblem',
      'push_public as pushPublic',
      'push_private as pushPrivate',
    ])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ?? nothing
}

/** The keys by which browsers know this company's pushes; of two at once the first win. */
export async function writePushKeys(
  tx: Tx,
  workspaceId: string,
  keys: { public: string; sealedPrivate: string },
): Promise<void> {
  const row = { push_public: keys.public, push_private: keys.sealedPrivate }
  await tx
    .insertInto('notice_channels')
    .values({ workspace_id: workspaceId, ...row })
    .onConflict((conflict) =>
      conflict.column('workspace_id').doUpdateSet(row).where('notice_channels.push_public', 'is', null),
    )
    .execute()
}

/** A new bot begins anew: its updates are counted from its own beginning, chats of the old one are of no use. */
export async function writeTelegram(
  tx: Tx,
  workspaceId: string,
  bot: { sealedToken: string; name: string } | null,
): Promise<void> {
  const before = await readChannels(tx, workspaceId)
  const row = {
    telegram_token: bot?.sealedToken ?? null,
    telegram_bot: bot?.name ?? null,
    telegram_problem: null,
    ...(before.telegramBot !== (bot?.name ?? null) && { telegram_offset: 0 }),
  }
  await tx
    .insertInto('notice_channels')
    .values({ workspace_id: workspaceId, ...row })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute()
  if (before.telegramBot !== (bot?.name ?? null))
    await tx.deleteFrom('telegram_chats').where('workspace_id', '=', workspaceId).execute()
}

export interface Bot {
  workspaceId: string
  sealedToken: string
  name: string
  offset: number
}

export async function listBots(tx: Tx): Promise<Bot[]> {
  const rows = await tx
    .selectFrom('notice_channels')
    .select([
      'workspace_id as workspaceId',
      'telegram_token as sealedToken',
      'telegram_bot as name',
      'telegram_offset as offset',
    ])
    .where('telegram_token', 'is not', null)
    .execute()
  return rows.map((row) => ({ ...row, sealedToken: row.sealedToken ?? '', name: row.name ?? '' }))
}

/** What the bot has read so far, or what it said when it did not work. */
export async function noteBot(
  tx: Tx,
  workspaceId: string,
  note: { offset: number } | { problem: string | null },
): Promise<void> {
  await tx
    .updateTable('notice_channels')
    .set(
      'offset' in note ? { telegram_offset: note.offset, telegram_problem: null } : { telegram_problem: note.problem },
    )
    .where('workspace_id', '=', workspaceId)
    .execute()
}
