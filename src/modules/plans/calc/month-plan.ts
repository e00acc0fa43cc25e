/** What a month's plan is at each level, and what of it nobody has been given. */
import type { Subject } from './subjects.ts'

export interface MonthPlan {
  /** What was set for this subject itself. */
  own: number | null
  /** Sum of the plans right below; null when nobody below has one. */
  below: number | null
  /** The plan that counts: what was set, else the sum of what is below. */
  plan: number | null
  /** Set and not given further: «не распределено». Negative: more was given than set. Null for people and where nothing was set. */
  undistributed: number | null
}

/** Subjects in reading order by their places: whose parent stands where (−1: nobody's), and who is a person. */
export interface PlanTree {
  parents: Int32Array
  people: readonly boolean[]
}

/** The month plans of a tree, place by place; NaN stands for what `MonthPlan` says null of. */
interface PlanColumns {
  below: Float64Array
  plan: Float64Array
  undistributed: Float64Array
}

/** Takes subjects in reading order, everybody after whom he stands under. */
export function planTree(subjects: readonly (Pick<Subject, 'subjectId' | 'parentId'> & { level: string })[]): PlanTree {
  const places = new Map(subjects.map(({ subjectId }, place) => [subjectId, place]))
  return {
    parents: Int32Array.from(subjects, ({ parentId }) => (parentId === null ? -1 : (places.get(parentId) ?? -1))),
    people: subjects.map(({ level }) => level === 'person'),
  }
}

/**
 * Takes what was set for each of the tree's subjects (NaN: nothing); gives each one's plan of the month.
 * For every subject with something below: plan = sum of the plans right below + undistributed, to the kopeck.
 */
export function planColumns({ parents, people }: PlanTree, own: Float64Array): PlanColumns {
  const [below, plan, undistributed] = [nothing(own.length), nothing(own.length), nothing(own.length)]
  // Backwards, the parts are known before their sum.
  for (let place = own.length - 1; place >= 0; place -= 1) {
    const set = own[place] ?? Number.NaN
    const parts = below[place] ?? Number.NaN
    const isSet = !Number.isNaN(set)
    const counts = isSet ? set : parts
    if (isSet && !people[place]) undistributed[place] = set - (Number.isNaN(parts) ? 0 : parts)
    if (Number.isNaN(counts)) continue
    plan[place] = counts
    const parent = parents[place] ?? -1
    if (parent < 0) continue
    const others = below[parent] ?? Number.NaN
    below[parent] = Number.isNaN(others) ? counts : others + counts
  }
  return { below, plan, undistributed }
}

/** The same for subjects by their ids: takes them in reading order and what was set for each. */
export function monthPlan<One extends Pick<Subject, 'subjectId' | 'parentId'> & { level: string }>(
  subjects: readonly One[],
  ownOf: (subject: One) => number | null,
): Map<string, MonthPlan> {
  const own = Float64Array.from(subjects, (subject) => ownOf(subject) ?? Number.NaN)
  const { below, plan, undistributed } = planColumns(planTree(subjects), own)
  return new Map(
    subjects.map(({ subjectId }, place) => [
      subjectId,
      {
        own: known(own, place),
        below: known(below, place),
        plan: known(plan, place),
        undistributed: known(undistributed, place),
      },
    ]),
  )
}

function nothing(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN)
}

function known(column: Float64Array, place: number): number | null {
  const value = column[place] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}
