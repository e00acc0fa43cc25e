import type { Tx } from '#core/db/gate.ts'

export interface PushSubscription {
  id: string
  endpoint: string
  p256dh: string
  auth: string
}

interface Whose {
  workspaceId: string
  personId: string
}

export async function countSubscriptions(tx: Tx, { workspaceId, personId }: Whose): Promise<number> {
  const row = await tx
    .selectFrom('push_subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.n ?? 0
}

export async function subscriptionIds(tx: Tx, { workspaceId, personId }: Whose): Promise<string[]> {
  const rows = await tx
    .selectFrom('push_subscriptions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute()
  return rows.map(({ id }) => id)
}

/** Past row level security: the browser may have been somebody else's before. */
export async function putSubscription(
  tx: Tx,
  { workspaceId, personId }: Whose,
  given: Omit<PushSubscription, 'id'> & { browser: string | null },
): Promise<void> {
  await tx
    .deleteFrom('push_subscriptions')
    .where('workspace_id', '=', workspaceId)
    .where('endpoint', '=', given.endpoint)
    .execute()
  await tx
    .insertInto('push_subscriptions')
    .values({ workspace_id: workspaceId, person_id: personId, ...given })
    .execute()
}

export async function removeSubscription(tx: Tx, { workspaceId, personId }: Whose, endpoint: string): Promise<void> {
  await tx
    .deleteFrom('push_subscriptions')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('endpoint', '=', endpoint)
    .execute()
}

/** Past row level security. */
export async function readSubscription(tx: Tx, workspaceId: string, id: string): Promise<PushSubscription | undefined> {
  return tx
    .selectFrom('push_subscriptions')
    .select(['id', 'endpoint', 'p256dh', 'auth'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Past row level security: the browser has taken its permission back. */
export async function dropSubscription(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('push_subscriptions').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}
