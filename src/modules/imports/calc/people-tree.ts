import { normalizeName } from '#core/files/values.ts'

/** A row of a list of sellers. '' means: the file does not say. */
export interface SellerRow {
  name: string
  manager: string
  department: string
  team: string
}

/** A department or a part of one, as the file's columns imply it. */
export interface Unit {
  key: string
  name: string
  /** Key of the unit above; null for a department. */
  parent: string | null
  /** Who heads it, as the file calls him; null: nobody that the file names. */
  head: string | null
}

/**
 * The departments that a list of sellers implies. A region or department with one manager is headed by him; with several, each
 * manager's people are a part of their own, so that a head answers for his team and not for the neighbour's. `teamOf` names it.
 */
export function unitsOf(
  rows: readonly SellerRow[],
  teamOf: (manager: string) => string,
): { units: Unit[]; unitOf: (row: SellerRow) => string | null } {
  const units = new Map<string, Unit>()
  const managers = Map.groupBy(rows, ({ department }) => normalizeName(department))
  const several = new Set(
    [...managers]
      .filter(([, all]) => new Set(all.map(({ manager }) => normalizeName(manager)).filter(Boolean)).size > 1)
      .map(([key]) => key),
  )
  const departmentOf = (row: SellerRow): string | null => {
    if (row.department === '') return null
    const key = normalizeName(row.department)
    if (!units.has(key))
      units.set(key, {
        key,
        name: row.department,
        parent: null,
        head: several.has(key) ? null : headOf(managers.get(key) ?? []),
      })
    return key
  }
  const unitOf = (row: SellerRow): string | null => {
    const parent = departmentOf(row)
    const name = row.team || (row.manager !== '' && (parent === null || several.has(parent)) ? teamOf(row.manager) : '')
    if (name === '') return parent
    const key = `${parent ?? ''}\n${normalizeName(name)}`
    if (!units.has(key)) units.set(key, { key, name, parent, head: row.manager || null })
    return key
  }
  for (const row of rows) unitOf(row)
  return { units: [...units.values()], unitOf }
}

function headOf(rows: readonly SellerRow[]): string | null {
  return rows.find(({ manager }) => manager !== '')?.manager ?? null
}

/** Names whose chain of managers closes on itself, by the file and by what is known already. `managerOf` gives the next one up. */
export function circles(names: readonly string[], managerOf: (name: string) => string | null): Set<string> {
  const inCircle = new Set<string>()
  for (const name of names) {
    const path = [name]
    for (let up = managerOf(name); up !== null; up = managerOf(up)) {
      const start = path.indexOf(up)
      if (start !== -1) {
        for (const one of path.slice(start)) inCircle.add(one)
        break
      }
      path.push(up)
    }
  }
  return inCircle
}
