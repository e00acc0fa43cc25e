/** Cells of several readings put together by their keys. */
import type { Atoms } from './atoms.ts'

/** Atoms of one cell; keys as the dimensions stand. */
export interface Cell {
  keys: (string | null)[]
  atoms: Atoms
}

export type Cells = Map<string, Cell>

/** Puts the atoms of these cells to those that stand under the same keys. */
export function mergeCells(into: Cells, cells: readonly Cell[]): void {
  for (const { keys, atoms } of cells) {
    const key = JSON.stringify(keys)
    const known = into.get(key)
    if (known) Object.assign(known.atoms, atoms)
    else into.set(key, { keys, atoms: { ...atoms } })
  }
}

/** The whole of cells whose atoms are counts and sums. */
export function sumCells(cells: readonly Cell[]): Atoms {
  const whole: Record<string, number> = {}
  for (const { atoms } of cells)
    for (const [name, value] of Object.entries(atoms)) whole[name] = (whole[name] ?? 0) + (value ?? 0)
  return whole
}
