import { isAtWork } from '../calc/works-on.ts'
import type { Department, Person } from './use-org.ts'

export interface DepartmentNode {
  department: Department
  parts: DepartmentNode[]
  /** Who works here now, the head first. */
  people: Person[]
  /** With those of the parts. */
  count: number
}

/** Takes departments, people and today, gives the tree; a department whose parent is not in the list stands at the top. */
export function departmentTree(departments: readonly Department[], people: readonly Person[], today: string) {
  const known = new Set(departments.map(({ id }) => id))
  const present = people.filter((one) => isAtWork(one, today))
  const nodeOf = (department: Department): DepartmentNode => {
    const parts = departments.filter(({ parentId }) => parentId === department.id).map(nodeOf)
    const members = present
      .filter(({ departmentId }) => departmentId === department.id)
      .toSorted((a, b) => Number(b.id === department.headId) - Number(a.id === department.headId))
    return {
      department,
      parts,
      people: members,
      count: members.length + parts.reduce((sum, { count }) => sum + count, 0),
    }
  }
  return {
    roots: departments.filter(({ parentId }) => parentId === null || !known.has(parentId)).map(nodeOf),
    outside: present.filter(({ departmentId }) => departmentId === null || !known.has(departmentId)),
    names: new Map(people.map(({ id, fullName }) => [id, fullName])),
  }
}
