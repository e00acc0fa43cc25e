import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type Stage, Stages } from '../calc/derive.ts'

export type NamedStage = Stage & { name: string; color: string }

/** What every command about a deal goes by, whichever deal it is. */
export interface Ground {
  /** All stages of the company, archived ones too. */
  stages: readonly NamedStage[]
  stagesById: Stages
  /** Fields of deals that some stage asks for. */
  required: readonly { id: string; name: string; requiredStageIds: string[] }[]
  /** Archived ones too: deals of old were lost for them. */
  lossReasons: readonly { id: string; name: string; archived: boolean }[]
}

/** The rows of deal_grounds that are seen: the ground is the same as long as they are. */
export const groundKey = sql`array(select g.id from deal_grounds g where g.workspace_id = d.workspace_id)`

/** By key. Keys are made of random ids, so that no two grounds share one, of whatever company or database. */
const known = new Map<string, Ground>()
const MOST = 1_000

/** The ground of the company; read when its key says that it is not known yet. */
export async function groundOf(tx: Tx, workspaceId: string, seen: readonly string[]): Promise<Ground> {
  const ground = known.get(keyOf(seen))
  if (ground) return ground
  const { rows } = await sql<{ key: string[] } & Omit<Ground, 'stagesById'>>`
    -- Which stages are there, which fields do they ask for, and for which reasons is a deal lost?
    select ${groundKey} as key,
           (select coalesce(json_agg(json_build_object('id', s.id, 'pipelineId', s.pipeline_id, 'name', s.name, 'meaning', s.meaning,
              'position', s.position, 'color', s.color, 'archived', s.archived_at is not null)), '[]')
            from stages s where s.workspace_id = d.workspace_id) as stages,
           (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'requiredStageIds', f.required_stage_ids)), '[]')
            from fields f where f.workspace_id = d.workspace_id and f.subject = 'deal' and f.archived_at is null and f.required_stage_ids <> '{}') as required,
           (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'archived', r.archived_at is not null)), '[]')
            from loss_reasons r where r.workspace_id = d.workspace_id) as "lossReasons"
    from (select ${workspaceId}::uuid as workspace_id) d`.execute(tx)
  const { key, ...found } = rows[0] ?? { key: [], stages: [], required: [], lossReasons: [] }
  const read = { ...found, stagesById: new Stages(found.stages) }
  if (known.size >= MOST) known.clear()
  if (key.length > 0) known.set(keyOf(key), read)
  return read
}

/** Rows come in any order. */
function keyOf(rows: readonly string[]): string {
  return rows.length === 1 ? (rows[0] ?? '') : rows.toSorted().join(' ')
}
