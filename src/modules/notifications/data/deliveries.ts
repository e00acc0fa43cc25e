import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import type { NoticeData } from '../calc/words.ts'

export type DeliveryChannel = 'email' | 'push' | 'telegram'

export interface NewDelivery {
  id: string
  workspaceId: string
  personId: string | null
  noticeId?: string | null
  channel: DeliveryChannel
  kind: string
  address: string
  /** Sealed. */
  payload?: string | null
  notBefore: Date
}

/** Written now. Without RETURNING: whoever writes may not read the log. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  if (deliveries.length === 0) return
  await tx
    .insertInto('deliveries')
    .values(
      deliveries.map((one) => ({
        workspace_id: one.workspaceId,
        id: one.id,
        person_id: one.personId,
        notice_id: one.noticeId ?? null,
        channel: one.channel,
        kind: one.kind,
        address: one.address,
        payload: one.payload ?? null,
        next_try_at: one.notBefore,
        created_at: now,
      })),
    )
    .execute()
}

/** A delivery that is to be tried now, with what its words need. */
export interface DueDelivery {
  workspaceId: string
  id: string
  personId: string | null
  channel: DeliveryChannel
  kind: string
  address: string
  payload: string | null
  tries: number
  language: Language
  /** Absent for letters that are no notices. */
  data: NoticeData | null
  /** The record that the notice is about. */
  subjectId: string | null
  path: string | null
  isRead: boolean
  mayReceive: boolean
}

/**
 * Past row level security: takes deliveries that are due and counts the try; nobody else takes them until the lease ends, so a killed server
 * loses none and two servers send none twice at once.
 */
export async function takeDue(tx: Tx, now: Date, leaseMs: number, limit: number): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    -- Which deliveries are due now?
    with due as (
      select workspace_id, id from deliveries where state = 'queued' and next_try_at <= ${now}
      order by next_try_at limit ${limit} for update skip locked
    ), taken as (
      update deliveries d set tries = d.tries + 1, next_try_at = ${new Date(now.getTime() + leaseMs)}
      from due where d.workspace_id = due.workspace_id and d.id = due.id
      returning d.*
    )
    select t.workspace_id as "workspaceId", t.id, t.person_id as "personId", t.channel, t.kind, t.address, t.payload, t.tries,
           coalesce(p.language, w.language) as language, n.data, n.subject_id as "subjectId", n.path, n.read_at is not null as "isRead",
           coalesce(p.state in ('active', 'invited') and (p.left_on is null or p.left_on >= (${now}::timestamptz at time zone w.time_zone)::date), true) as "mayReceive"
    from taken t
    join workspaces w on w.id = t.workspace_id
    left join people p on p.workspace_id = t.workspace_id and p.id = t.person_id
    left join notices n on n.workspace_id = t.workspace_id and n.id = t.notice_id
    order by t.id`.execute(tx)
  return rows
}

type Outcome =
  | { state: 'sent' | 'dropped'; problem?: string }
  | { state: 'failed'; problem: string }
  | { state: 'queued'; problem: string; nextTryAt: Date }

/** What became of the try. The words of what is over are removed. */
export async function settle(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const isOver = outcome.state !== 'queued'
  await tx
    .updateTable('deliveries')
    .set({
      state: outcome.state,
      problem: outcome.problem?.slice(0, 500) ?? null,
      ...(isOver && { done_at: now }),
      // A letter that was given up may be sent again by hand.
      ...((outcome.state === 'sent' || outcome.state === 'dropped') && { payload: null }),
      ...(outcome.state === 'queued' && { next_try_at: outcome.nextTryAt }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export interface LoggedDelivery {
  id: string
  channel: DeliveryChannel
  kind: string
  personId: string | null
  personName: string | null
  state: 'queued' | 'sent' | 'failed' | 'dropped'
  tries: number
  nextTryAt: Date
  problem: string | null
  createdAt: Date
  doneAt: Date | null
}

interface Filter {
  state?: string | undefined
  channel?: string | undefined
  personId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** The log, newest first; neither addresses nor words are shown. */
export async function listDeliveries(tx: Tx, workspaceId: string, filter: Filter): Promise<LoggedDelivery[]> {
  let query = tx
    .selectFrom('deliveries as d')
    .leftJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'd.workspace_id').onRef('p.id', '=', 'd.person_id'),
    )
    .select([
      'd.id',
      'd.channel',
      'd.kind',
      'd.person_id as personId',
      'p.full_name as personName',
      'd.state',
      'd.tries',
      'd.next_try_at as nextTryAt',
      'd.problem',
      'd.created_at as createdAt',
      'd.done_at as doneAt',
    ])
    .where('d.workspace_id', '=', workspaceId)
  if (filter.state) query = query.where('d.state', '=', filter.state)
  if (filter.channel) query = query.where('d.channel', '=', filter.channel)
  if (filter.personId) query = query.where('d.person_id', '=', filter.personId)
  if (filter.cursor) query = query.where('d.id', '<', filter.cursor)
  return (await query.orderBy('d.id', 'desc').limit(filter.limit).execute()) as LoggedDelivery[]
}

/** Past row level security: trial messages of this person since then. */
export async function countTrials(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  since: Date,
): Promise<number> {
  const row = await tx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'TRIAL')
    .where('created_at', '>', since)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** Past row level security: puts what was given up into the queue again. False when there is nothing to send any more. */
export async function queueAgain(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('deliveries')
    .set({ state: 'queued', tries: 0, next_try_at: now, done_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'queued'])
    .where((where) => where.or([where('payload', 'is not', null), where('notice_id', 'is not', null)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Removes old notices and old lines of the log. */
export async function sweep(tx: Tx, { notices, deliveries }: { notices: Date; deliveries: Date }): Promise<void> {
  await tx.deleteFrom('deliveries').where('created_at', '<', deliveries).where('state', '<>', 'queued').execute()
  await tx.deleteFrom('notices').where('created_at', '<', notices).execute()
}
