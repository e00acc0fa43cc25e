import { type RawBuilder, sql } from 'kysely'
import { fromSources, type Whose } from './slice.ts'

/**
 * Stays that go on and whose beginning is known, in parentheses: deal_id, seq, stage_id, pipeline_id, source_id, entered_at. They are of whoever has the deal
 * now; a stay that has ended stays his who had it on the stage.
 */
export function openStays(
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  stageIds: readonly string[],
): RawBuilder<unknown> {
  const columns = sql`select deal_id, seq, stage_id, pipeline_id, source_id, entered_at`
  if (owners === null)
    return sql`(${columns} from facts.stage_stays
      where workspace_id = (select app_workspace()) and stage_id = any(${stageIds}::uuid[]) and left_at is null and certain ${fromSources(sources)})`
  const people = owners === 'nobody' ? sql`array[nil_uuid()]` : sql`${owners}::uuid[]`
  return sql`(${columns} from open_stays(${stageIds}::uuid[], ${people}) s where true ${fromSources(sources)})`
}
