import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { LeadState, LeadView } from '../contract.ts'

/** A lead as lists and cards read it; personal data is null for whoever may not see it. */
export interface LeadLine {
  id: string
  state: LeadState
  channel: 'form' | 'ui' | 'api' | 'import' | 'demo'
  name: string | null
  companyName: string | null
  phone: string | null
  email: string | null
  text: string | null
  region: string | null
  product: string | null
  sourceId: string | null
  sourceName: string | null
  formId: string | null
  formName: string | null
  campaign: string | null
  ownerId: string | null
  ownerName: string | null
  departmentId: string | null
  departmentName: string | null
  receivedAt: Date
  acceptedAt: Date | null
  respondedAt: Date | null
  respondBy: Date
  targetMinutes: number
  responseMinutes: number | null
  awaitsTurn: boolean
  returns: number
  repeats: number
  version: number
}

const personal = (column: string): RawBuilder<string | null> =>
  sql`case when (select app_sees_personal()) then ${sql.ref(`l.${column}`)} end`

export const leadColumns = sql`
  l.id, l.state, l.channel, ${personal('name')} as name, ${personal('company_name')} as "companyName", ${personal('phone')} as phone,
  ${personal('email')} as email, ${personal('body')} as text, l.region, l.product, l.source_id as "sourceId", s.name as "sourceName", l.form_id as "formId",
  f.name as "formName", l.campaign, l.owner_id as "ownerId", p.full_name as "ownerName", l.department_id as "departmentId", d.name as "departmentName",
  l.received_at as "receivedAt", l.accepted_at as "acceptedAt", l.responded_at as "respondedAt", l.respond_by as "respondBy",
  l.target_minutes as "targetMinutes", l.response_minutes as "responseMinutes", l.awaits_turn as "awaitsTurn", l.return_count as returns, l.repeats, l.version`

export const leadJoins = sql`
  left join sources s on s.workspace_id = l.workspace_id and s.id = l.source_id
  left join lead_forms f on f.workspace_id = l.workspace_id and f.id = l.form_id
  left join people p on p.workspace_id = l.workspace_id and p.id = l.owner_id
  left join departments d on d.workspace_id = l.workspace_id and d.id = l.department_id`

/** States in which somebody still has to do something. */
export const OPEN_STATES = ['new', 'assigned', 'accepted', 'returned'] as const

export interface LeadQuestion {
  view: LeadView
  /** Whoever asks: whose are "mine". */
  personId: string
  /** False: unassigned leads are out of his sight. */
  seesUnassigned: boolean
  now: Date
  text?: string | undefined
  sourceIds?: readonly string[] | undefined
  ownerIds?: readonly string[] | undefined
  states?: readonly LeadState[] | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** What a person has put together; true without it. */
  where: RawBuilder<unknown>
}

/** Views of leads to be worked come in the order of the clock, the others newest first. */
export const isByClock = (view: LeadView): boolean => !['closed', 'spam', 'all'].includes(view)

function conditions(workspaceId: string, ask: LeadQuestion): RawBuilder<unknown> {
  const { view, personId, now } = ask
  const open = sql`l.state in ('new', 'assigned', 'accepted', 'returned')`
  const ofView: Record<LeadView, RawBuilder<unknown>> = {
    mine: sql`${open} and l.owner_id = ${personId}::uuid`,
    unassigned: sql`${open} and l.owner_id is null`,
    late: sql`${open} and l.responded_at is null and l.respond_by < ${now}::timestamptz`,
    open,
    closed: sql`l.state in ('converted', 'rejected')`,
    spam: sql`l.state = 'spam'`,
    all: sql`l.state <> 'spam'`,
  }
  const asked = ask.text?.trim() ?? ''
  const digits = asked.replace(/\D/g, '')
  const like = `%${asked.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`l.workspace_id = ${workspaceId}::uuid and ${ofView[view]}
    and (${ask.seesUnassigned}::boolean or l.owner_id is not null)
    and (${asked === ''}::boolean or (select app_sees_personal()) and (l.name ilike ${like} or l.company_name ilike ${like} or l.email ilike ${like}
      or l.body ilike ${like} or (${digits.length >= 4}::boolean and l.phone_key like ${`%${digits.slice(-10)}%`})))
    and (${ask.sourceIds === undefined}::boolean or l.source_id = any (${[...(ask.sourceIds ?? [])]}::uuid[]))
    and (${ask.ownerIds === undefined}::boolean or l.owner_id = any (${[...(ask.ownerIds ?? [])]}::uuid[]))
    and (${ask.states === undefined}::boolean or l.state = any (${[...(ask.states ?? [])]}::text[]))
    and (${ask.from ?? null}::timestamptz is null or l.received_at >= ${ask.from ?? null}::timestamptz)
    and (${ask.to ?? null}::timestamptz is null or l.received_at < ${ask.to ?? null}::timestamptz)
    and ${ask.where}`
}

/** One page of leads in an order, after the given place. */
export async function leadPage(
  tx: Tx,
  workspaceId: string,
  ask: LeadQuestion,
  order: RowOrder,
  { after, most }: { after: ListPlace | undefined; most: number },
): Promise<(LeadLine & { place: string })[]> {
  const { rows } = await sql<LeadLine & { place: string }>`
    -- Which leads come next in this view?
    select ${leadColumns}, ${order.place} as place
    from leads l ${leadJoins}
    where ${conditions(workspaceId, ask)} and ${order.after(after)}
    order by ${order.orderBy} limit ${most}::int`.execute(tx)
  return rows
}

/** How many leads a question finds. */
export async function countInView(tx: Tx, workspaceId: string, ask: LeadQuestion): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many leads does this view find?
    select count(*)::int as n from leads l where ${conditions(workspaceId, ask)}`.execute(tx)
  return rows[0]?.n ?? 0
}

export interface ViewCounts {
  mine: number
  unassigned: number
  late: number
  open: number
}

/** How many open leads the actor has before him, by view. */
export async function countViews(
  tx: Tx,
  workspaceId: string,
  { personId, now, seesUnassigned }: Pick<LeadQuestion, 'personId' | 'now' | 'seesUnassigned'>,
): Promise<ViewCounts> {
  const { rows } = await sql<ViewCounts>`
    -- How many leads are to be worked?
    select count(*) filter (where owner_id = ${personId}::uuid)::int as mine, count(*) filter (where owner_id is null)::int as unassigned,
           count(*) filter (where responded_at is null and respond_by < ${now}::timestamptz)::int as late, count(*)::int as open
    from leads
    where workspace_id = ${workspaceId}::uuid and state in ('new', 'assigned', 'accepted', 'returned')
      and (${seesUnassigned}::boolean or owner_id is not null)`.execute(tx)
  return rows[0] ?? { mine: 0, unassigned: 0, late: 0, open: 0 }
}
