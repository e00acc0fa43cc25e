import { sql } from 'kysely'
import type { ListFields, OrderKey } from '#modules/lists/api.ts'
import { activityFields, type ActivityFieldId, type activitySorts } from '../calc/list-fields.ts'

const minutes = sql`(a.duration_s / 60.0)`

/** The fields of `activities a`. */
export const activityListFields: ListFields<ActivityFieldId> = {
  fields: activityFields,
  columns: {
    title: { column: sql`a.title` },
    kind: { column: sql`a.kind`, of: 'text' },
    state: {
      column: sql`(case when a.done is null then 'cancelled' when a.done then 'done' else 'planned' end)`,
      of: 'text',
    },
    owner: { column: sql`a.owner_id` },
    start: { column: sql`a.occurred_at` },
    outcome: { column: sql`a.result_id` },
    result: { column: sql`a.result` },
    contact: { column: sql`(a.done and a.is_contact)` },
    minutes: { column: minutes },
    deal: { column: sql`a.deal_id` },
    company: { column: sql`a.company_id` },
    shifts: { column: sql`a.shifts` },
    recording: { column: sql`a.recording_url` },
    recorded: { column: sql`a.recorded_at` },
  },
}

/** What `activities a` are ordered by. */
export const ACTIVITY_ORDER: Record<(typeof activitySorts)[number], OrderKey> = {
  start: { column: sql`a.occurred_at`, type: 'moment', required: true },
  kind: { column: sql`a.kind`, type: 'words', required: true },
  owner: {
    column: sql`(select p.full_name from people p where p.workspace_id = a.workspace_id and p.id = a.owner_id)`,
    type: 'words',
  },
  client: {
    column: sql`(select c.name from companies c where c.workspace_id = a.workspace_id and c.id = a.company_id)`,
    type: 'words',
  },
  minutes: { column: sql`a.duration_s`, type: 'whole' },
  shifts: { column: sql`a.shifts`, type: 'whole', required: true },
  recorded: { column: sql`a.recorded_at`, type: 'moment', required: true },
}

/** Names an activity in an order. */
export const activityId = sql`a.id`
