import type { Subject } from '../calc/subjects.ts'

/** The subject and everything below it, in reading order. */
export function subtreeOf(subjects: readonly Subject[], subjectId: string): Subject[] {
  const inside = new Set([subjectId])
  return subjects.filter((one) => {
    // Reading order: whoever stands above comes first.
    if (one.subjectId !== subjectId && !(one.parentId !== null && inside.has(one.parentId))) return false
    inside.add(one.subjectId)
    return true
  })
}
