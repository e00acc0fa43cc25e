import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface PipelineStage {
  id: string
  name: string
  color: string
  meaning: 'open' | 'won' | 'lost'
  archived: boolean
}

export interface Pipeline {
  id: string
  name: string
  /** In order; archived ones keep their place, since deals of the past stood there. */
  stages: PipelineStage[]
}

/** The pipeline with its stages; without an id the first one in use. Null: there is none. */
export async function pipelineOf(tx: Tx, pipelineId: string | undefined): Promise<Pipeline | null> {
  const { rows } = await sql<Pipeline>`
    -- Which pipeline is asked about, and what are its stages?
    select p.id, p.name, coalesce(s.stages, '[]') as stages
    from facts.pipelines p
    left join lateral (
      select json_agg(json_build_object('id', s.id, 'name', s.name, 'color', s.color, 'meaning', s.meaning, 'archived', s.archived_at is not null)
                      order by s.position, s.id) as stages
      from facts.stages s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id
    ) s on true
    where p.id = coalesce(${pipelineId ?? null}::uuid, p.id)
    order by p.archived_at is not null, p.position, p.id
    limit 1`.execute(tx)
  return rows[0] ?? null
}
