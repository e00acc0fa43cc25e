import type { TimeZone } from '#core/calendar/day.ts'
import type { Mapping } from '../calc/mapping.ts'
import type { Reach } from './owner-book.ts'
import type { FirstStages } from './stage-book.ts'

/** What one passage over a file needs to know. */
export interface RunSettings {
  workspaceId: string
  importId: string
  personId: string
  zone: TimeZone
  /** The company's. */
  currency: string
  /** Milliseconds. */
  now: number
  mapping: Mapping
  reach: Reach
  /** Labels of the file's columns by position. */
  labels: readonly string[]
  firstStages: FirstStages
  /** Name of the department part that a manager's people make: «Команда Иванова». */
  teamOf(manager: string): string
  /** False: a dry run. */
  write: boolean
  /** Whether the importer may see what records were before. */
  seesRecords: boolean
  /** Which of these ids belong to deals that the importer does not see. */
  hidden(ids: readonly string[]): Promise<ReadonlySet<string>>
}

/** What the file calls the column that feeds a target. */
export function labelOf({ mapping, labels }: Pick<RunSettings, 'mapping' | 'labels'>, target: string): string | null {
  const choice = mapping.columns.find((one) => one.target === target)
  return choice ? (labels[choice.column] ?? null) : null
}
