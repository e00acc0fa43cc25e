import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { MANY_SHAPES } from '#core/db/database.ts'
import { type AskedGroup, filterSql, type SqlField } from '#modules/lists/api.ts'
import { type DealFieldId, type DealField, ownFieldOf } from '../calc/list-fields.ts'

/** When the next step of a deal is due. */
export const nextStepAt = sql`(select n.due_at from facts.next_steps n where n.workspace_id = d.workspace_id and n.deal_id = d.id)`
const lastContact = sql`(select max(a.occurred_at) from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.done and a.is_contact)`

/** Open tasks and planned activities of a deal: what facts.next_steps is made of. */
const openSteps = [
  sql`exists (select from tasks t where t.workspace_id = d.workspace_id and t.deal_id = d.id and t.state = 'open' and t.deleted_at is null)`,
  sql`exists (select from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id and not a.done)`,
] as const

/** Contacts with the client that took place. «None for 14 days» is asked as «none since then»: the last of each deal need not be known. */
function lastContactField(zone: TimeZone): SqlField {
  const contact = (since: RawBuilder<unknown>) =>
    sql`exists (select from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.done and a.is_contact ${since})`
  return {
    column: lastContact,
    says(question) {
      if (question.ask === 'empty') return question.empty ? sql`not ${contact(sql``)}` : contact(sql``)
      if (question.ask !== 'days' || !question.orEmpty || question.not || question.to === null) return undefined
      return sql`not ${contact(sql`and a.occurred_at >= ${startOfDay(question.to, zone)}::timestamptz`)}`
    },
  }
}

const COLUMNS: Record<DealFieldId, SqlField> = {
  title: {
    column: sql`d.title`,
    // As search does: case does not count, ё stands with е.
    says(question) {
      if (question.ask !== 'text') return undefined
      const meets = question.whole
        ? sql`d.title_key = search_key(${question.text})`
        : sql`d.title_key like search_key(like_pattern(${question.text}))`
      return question.not ? sql`not (${meets})` : meets
    },
  },
  amount: { column: sql`d.base_minor` },
  pipeline: { column: sql`d.pipeline_id` },
  stage: { column: sql`d.stage_id` },
  outcome: { column: sql`d.outcome`, of: 'text' },
  owner: { column: sql`d.owner_id` },
  company: { column: sql`d.company_id` },
  source: { column: sql`d.source_id` },
  expected: { column: sql`d.expected_close_on` },
  created: { column: sql`d.created_at` },
  closed: { column: sql`d.closed_at` },
  stageEntered: { column: sql`d.stage_entered_at` },
  updated: { column: sql`d.updated_at` },
  nextStep: {
    column: nextStepAt,
    // Whether there is one at all the planner can judge by the tables, and not by a value that is looked up deal by deal.
    says(question) {
      if (question.ask !== 'empty') return undefined
      const [task, activity] = openSteps
      return question.empty ? sql`(not ${task} and not ${activity})` : sql`(${task} or ${activity})`
    },
  },
  lastContact: { column: lastContact },
  lossReason: { column: sql`d.loss_reason_id` },
  comment: { column: sql`d.comment` },
}

/** A filter by fields as a condition on `deals d`. */
export function whereSql(
  where: AskedGroup,
  fields: ReadonlyMap<string, DealField>,
  zone: TimeZone,
): RawBuilder<unknown> {
  const fieldOf = (id: string): SqlField => {
    const own = ownFieldOf(id)
    const field = fields.get(id)
    if (own && field) return ownField(own, field)
    return id === 'lastContact' ? lastContactField(zone) : COLUMNS[id as DealFieldId]
  }
  return sql`${MANY_SHAPES} ${filterSql(where, fieldOf, zone)}`
}

/** A field of the company's own, in `custom` by its id. The id is our own, from the definitions. */
export function ownField(id: string, { kind }: DealField): SqlField {
  const key = sql.lit(id)
  const text = sql`(d.custom ->> ${key})`
  switch (kind) {
    case 'number':
    case 'money':
      // A number that was kept as something else once must not break the list.
      return {
        column: sql`(case when jsonb_typeof(d.custom -> ${key}) = 'number' then ${text}::numeric end)`,
      }
    case 'day':
      return { column: sql`(case when ${text} ~ '^\\d{4}-\\d\\d-\\d\\d$' then ${text}::date end)` }
    case 'choice':
    case 'choices': {
      const column = kind === 'choice' ? text : sql`(d.custom -> ${key})`
      return {
        column,
        of: 'text',
        // The table of choices has keys that row security lets the planner use; the values themselves it would read deal by deal.
        says: (question) =>
          question.ask === 'values' && !question.not && !question.every
            ? sql`d.id in (select c.deal_id from deal_choices c where c.workspace_id = d.workspace_id and c.field_id = ${id}::uuid and c.option_id = any (${[...question.values]}::uuid[]))`
            : undefined,
      }
    }
    case 'text':
    case 'moment':
    case 'flag':
      return { column: text }
  }
}
