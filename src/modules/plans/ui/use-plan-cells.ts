import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { cellKey, cellsOf, plansOf, type Cell, type PlanGrid, type ToSet } from './grid-model.ts'

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

/** The year's plan as it is edited: what is typed shows at once and is saved batch by batch; a refused batch is taken back and told. */
export function usePlanCells(year: number) {
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['plans', 'grid', { year }], queryFn: () => api.plans.grid({ year }) })
  const [cells, setCells] = useState<ReadonlyMap<string, Cell>>(new Map())
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, Conflict>>(new Map())
  const [error, setError] = useState<unknown>()
  const [saving, setSaving] = useState(0)
  const current = useRef(cells)
  const last = useRef(Promise.resolve())
  const grid = query.data

  const put = (next: ReadonlyMap<string, Cell>) => {
    current.current = next
    setCells(next)
  }
  useEffect(() => {
    if (grid) put(cellsOf(grid))
    setConflicts(new Map())
  }, [grid])

  const amend = (changed: readonly (ToSet & { version?: number })[]) => {
    const next = new Map(current.current)
    for (const { subjectId, month, amountMinor, version } of changed) {
      const key = cellKey(subjectId, month)
      next.set(key, { amountMinor, version: version ?? next.get(key)?.version ?? 0 })
    }
    put(next)
  }

  const send = async (grid: PlanGrid, changes: readonly ToSet[], before: readonly ToSet[], note: string) => {
    const levels = new Map(grid.rows.map((row) => [row.subjectId, row.level]))
    const asked = changes.map((change) => ({
      ...change,
      level: levels.get(change.subjectId) ?? ('person' as const),
      version: current.current.get(cellKey(change.subjectId, change.month))?.version ?? 0,
    }))
    try {
      const saved = await api.plans.setCells({ cells: asked, ...(note && { note }) })
      const versions = new Map(current.current)
      for (const { subjectId, month, version } of saved.cells) {
        const key = cellKey(subjectId, month)
        versions.set(key, { amountMinor: versions.get(key)?.amountMinor ?? null, version })
      }
      put(versions)
      setError(undefined)
      void client.invalidateQueries({ queryKey: ['planfact'] })
      void client.invalidateQueries({ queryKey: ['plans', 'changes'] })
    } catch (thrown) {
      const refused = toApiError(thrown)
      amend(before)
      if (refused.code === 'PLAN_CELL_CHANGED') {
        const { cells: changed } = refused.data as { cells: ChangedCell[] }
        amend(changed)
        const typed = new Map(changes.map((change) => [cellKey(change.subjectId, change.month), change.amountMinor]))
        const told = changed.map((cell) => {
          const key = cellKey(cell.subjectId, cell.month)
          return [key, { typedMinor: typed.get(key) ?? null, changedBy: cell.changedBy }] as const
        })
        setConflicts(new Map(told))
      }
      setError(thrown)
    }
  }

  /** Sets cells now, saves after what is being saved: versions of a batch come from the answer of the one before. */
  const set = (changes: readonly ToSet[], note = ''): Promise<void> => {
    if (!grid || changes.length === 0) return Promise.resolve()
    const before = changes.map(({ subjectId, month }) => ({
      subjectId,
      month,
      amountMinor: current.current.get(cellKey(subjectId, month))?.amountMinor ?? null,
    }))
    amend(changes)
    setConflicts(new Map())
    setSaving((count) => count + 1)
    last.current = last.current
      .then(() => send(grid, changes, before, note))
      .finally(() => setSaving((count) => count - 1))
    return last.current
  }

  const plans = useMemo(() => (grid ? plansOf(grid, cells) : undefined), [grid, cells])
  return { query, grid, cells, plans, conflicts, error, isSaving: saving > 0, set, forget: () => setError(undefined) }
}
