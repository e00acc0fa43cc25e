import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeName } from '#core/files/values.ts'
import type { Unit } from '../calc/people-tree.ts'
import { type DepartmentRow, departmentRows, insertDepartments, setHeads } from '../data/org-rows.ts'

/** From the departments that a file implies to those of the company; new ones are made, heads are set where there is none. */
export class UnitBook {
  readonly #ids = new Map<string, string>()
  readonly #names: Map<string, string>
  readonly #units: readonly Unit[]
  readonly #headless: Set<string>
  #heads: { id: string; headId: string }[] = []
  readonly made: DepartmentRow[] = []

  private constructor(known: readonly DepartmentRow[], units: readonly Unit[]) {
    this.#units = units
    this.#names = new Map(known.map(({ id, name }) => [id, name]))
    this.#headless = new Set(known.filter(({ headId }) => headId === null).map(({ id }) => id))
    // Departments stand before their parts in the list.
    for (const { key, name, parent } of units) {
      const parentId = parent === null ? null : (this.#ids.get(parent) ?? null)
      const same = known.find((one) => one.parentId === parentId && normalizeName(one.name) === normalizeName(name))
      const id = same?.id ?? uuid7()
      this.#ids.set(key, id)
      if (same) continue
      this.#names.set(id, name)
      this.#headless.add(id)
      this.made.push({ id, name, parentId, headId: null })
    }
  }

  static async open(tx: Tx, units: readonly Unit[]): Promise<UnitBook> {
    return new UnitBook(await departmentRows(tx), units)
  }

  idOf(key: string | null): string | null {
    return key === null ? null : (this.#ids.get(key) ?? null)
  }

  nameOf(id: string): string | null {
    return this.#names.get(id) ?? null
  }

  /** Whom to put at the head of departments that have none; `onlyMade`: of those only that the file makes. */
  heads(personId: (name: string) => string, onlyMade: boolean): { id: string; headId: string }[] {
    const isOpen = (id: string) => this.#headless.has(id) && (!onlyMade || this.made.some((unit) => unit.id === id))
    this.#heads = this.#units.flatMap(({ key, head }) => {
      const id = this.#ids.get(key)
      return id && head !== null && isOpen(id) ? [{ id, headId: personId(head) }] : []
    })
    return this.#heads
  }

  async writeUnits(tx: Tx, workspaceId: string): Promise<void> {
    if (this.made.length > 0) await insertDepartments(tx, workspaceId, this.made)
  }

  /** Gives the ids of departments that got a head: a revert takes him away again. */
  async writeHeads(tx: Tx, workspaceId: string): Promise<string[]> {
    if (this.#heads.length > 0) await setHeads(tx, workspaceId, this.#heads)
    return this.#heads.map(({ id }) => id)
  }
}
