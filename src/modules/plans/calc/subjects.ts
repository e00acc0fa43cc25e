/** Whom a plan is set for, as a tree in reading order: company → departments → people. */
import type { Employment } from './employment.ts'

export type PlanLevel = 'company' | 'department' | 'person'

export interface Subject extends Employment {
  level: PlanLevel
  /** The workspace, the department or the person. */
  subjectId: string
  /** The subject right above that is in sight. */
  parentId: string | null
  name: string
  /** 0 for those that have nobody above them in sight. */
  depth: number
}

export interface OrgDepartment {
  id: string
  name: string
  parentId: string | null
}

export interface OrgPerson extends Employment {
  id: string
  name: string
  departmentId: string | null
}

export interface Org {
  /** Absent for those who do not see the whole company. */
  company: { id: string; name: string } | null
  /** In the order in which they are to be shown, as the people. */
  departments: readonly OrgDepartment[]
  people: readonly OrgPerson[]
}

/** Takes what is in sight, gives it depth first: a department, its people, its own departments. Whoever's department is out of sight stands at the top. */
export function subjectTree({ company, departments, people }: Org): Subject[] {
  const known = new Set(departments.map((department) => department.id))
  const place = (id: string | null) => (id !== null && known.has(id) ? id : null)
  const departmentsIn = Map.groupBy(departments, (department) => place(department.parentId))
  const peopleIn = Map.groupBy(people, (person) => place(person.departmentId))
  const subjects: Subject[] = []
  const always = { hiredOn: null, leftOn: null }

  const walk = (departmentId: string | null, parentId: string | null, depth: number) => {
    for (const { id, name, hiredOn, leftOn } of peopleIn.get(departmentId) ?? []) {
      subjects.push({ level: 'person', subjectId: id, parentId, name, depth, hiredOn, leftOn })
    }
    for (const { id, name } of departmentsIn.get(departmentId) ?? []) {
      subjects.push({ level: 'department', subjectId: id, parentId, name, depth, ...always })
      walk(id, id, depth + 1)
    }
  }
  if (company)
    subjects.push({ level: 'company', subjectId: company.id, parentId: null, name: company.name, depth: 0, ...always })
  walk(null, company?.id ?? null, company ? 1 : 0)
  return subjects
}
