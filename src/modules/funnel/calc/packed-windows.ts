import type { CohortGroup } from './cohort.ts'
import { Lists, Packed } from './packed.ts'

/** How deals stood at the end of a window, packed: `places` are pipelines and stages, with commas between. */
export interface PackedWindow {
  places: string
  cells: Buffer
}

const OUTCOMES = ['open', 'won', 'lost', 'moved', 'aside'] as const
const NO_STAGE = '00000000-0000-0000-0000-000000000000'

/** The deals of all rows together that are in this pipeline, by outcome and by how far they came. */
export function unpackedWindows(rows: readonly PackedWindow[], pipelineId: string): CohortGroup[] {
  const found = new Map<string, CohortGroup>()
  const lists = new Lists()
  for (const row of rows) {
    const places = lists.of(row.places)
    const here = places.indexOf(pipelineId)
    const packed = new Packed(row.cells)
    while (!packed.isOver) {
      const isHere = packed.int2() === here
      const known = packed.int2() === 1
      const outcome = OUTCOMES[packed.int2()] ?? 'open'
      const place = places[packed.int2()] ?? NO_STAGE
      const [n, amountMinor] = [packed.int4(), packed.float8()]
      if (!isHere) continue
      const stageId = place === NO_STAGE ? null : place
      const key = `${outcome} ${place} ${known}`
      const group = found.get(key) ?? { outcome, stageId, known, n: 0, amountMinor: 0 }
      found.set(key, { ...group, n: group.n + n, amountMinor: group.amountMinor + amountMinor })
    }
  }
  return [...found.values()].filter(({ n }) => n !== 0)
}
