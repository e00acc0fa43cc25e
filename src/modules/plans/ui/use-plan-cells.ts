import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import type { PlanMetric, Tier } from '../calc/plan-metrics.ts'
import { cellKey, cellsOf, newer, plansOf, withEdits, type Cell, type PlanGrid, type ToSet } from './grid-model.ts'

export interface Conflict {
  /** The value that was typed and refused. */
  typedMinor: number | null
  changedBy: string | null
}

interface ChangedCell extends Cell {
  subjectId: string
  month: string
  changedBy: string | null
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

/** The year's plan as it is edited: what is typed shows at once and is saved batch by batch; a refused batch is taken back and told. */
export function usePlanCells(year: number, slice: { metric: PlanMetric; tier: Tier }) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['plans', 'grid', { year, ...slice }],
    queryFn: () => api.plans.grid({ year, ...slice }),
  })
  const [edits, setEdits] = useState<ReadonlyMap<string, Cell>>(NOTHING)
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, Conflict>>(NOTHING)
  const [error, setError] = useState<unknown>()
  const [saving, setSaving] = useState(0)
  const latest = useRef(edits)
  const last = useRef(Promise.resolve())

  const grid = query.data
  const cells = useMemo(() => (grid ? withEdits(cellsOf(grid), edits) : NOTHING), [grid, edits])
  const plans = useMemo(() => (grid ? plansOf(grid, cells) : undefined), [grid, cells])

  const amend = (changed: readonly (ToSet & { version: number })[]) => {
    const next = new Map(latest.current)
    for (const { subjectId, month, amountMinor, version } of changed)
      next.set(cellKey(subjectId, month), { amountMinor, version })
    latest.current = next
    setEdits(next)
  }

  /** Saves one batch of what was typed into this grid. */
  const save = async (of: PlanGrid, changes: readonly ToSet[], before: readonly ToSet[], note: string) => {
    const levels = new Map(of.rows.map((row) => [row.subjectId, row.level]))
    const known = cellsOf(of)
    const versionOf = ({ subjectId, month }: ToSet) => {
      const key = cellKey(subjectId, month)
      return newer(known.get(key), latest.current.get(key))?.version ?? 0
    }
    const asked = changes.map((one) => ({
      ...one,
      level: levels.get(one.subjectId) ?? ('person' as const),
      version: versionOf(one),
    }))
    try {
      const saved = await api.plans.setCells({ ...slice, cells: asked, ...(note && { note }) })
      // What was typed over it meanwhile stays; only the versions are news.
      amend(
        saved.cells.map((cell) => ({
          ...cell,
          amountMinor: latest.current.get(cellKey(cell.subjectId, cell.month))?.amountMinor ?? null,
        })),
      )
      setError(undefined)
      void client.invalidateQueries({ queryKey: ['planfact'] })
      void client.invalidateQueries({ queryKey: ['plans', 'changes'] })
    } catch (thrown) {
      const refused = toApiError(thrown)
      amend(before.map((one) => ({ ...one, version: versionOf(one) })))
      if (refused.code === 'PLAN_CELL_CHANGED') {
        const { cells: changed } = refused.data as { cells: ChangedCell[] }
        amend(changed)
        setConflicts(conflictsOf(changed, changes))
      }
      setError(thrown)
    }
  }

  /** Sets cells now, saves after what is being saved: versions of a batch come from the answer of the one before. */
  const set = (changes: readonly ToSet[], note = ''): Promise<void> => {
    if (!grid || changes.length === 0) return Promise.resolve()
    const at = ({ subjectId, month }: ToSet) =>
      cells.get(cellKey(subjectId, month)) ?? { amountMinor: null, version: 0 }
    const before = changes.map((one) => ({ ...one, amountMinor: at(one).amountMinor }))
    amend(changes.map((one) => ({ ...one, version: at(one).version })))
    setConflicts(NOTHING)
    setSaving((count) => count + 1)
    last.current = last.current
      .then(() => save(grid, changes, before, note))
      .finally(() => setSaving((count) => count - 1))
    return last.current
  }

  return { query, grid, cells, plans, conflicts, error, isSaving: saving > 0, set, forget: () => setError(undefined) }
}

function conflictsOf(changed: readonly ChangedCell[], typed: readonly ToSet[]): Map<string, Conflict> {
  const amounts = new Map(typed.map((one) => [cellKey(one.subjectId, one.month), one.amountMinor]))
  return new Map(
    changed.map(({ subjectId, month, changedBy }) => {
      const key = cellKey(subjectId, month)
      return [key, { typedMinor: amounts.get(key) ?? null, changedBy }]
    }),
  )
}
