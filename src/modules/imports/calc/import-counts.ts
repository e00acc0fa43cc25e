import type { Reason, RowProblem } from './row-problem.ts'

export type RowAction = 'create' | 'update' | 'unchanged' | 'rejected'

/** What became of one row, or of the rows of one deal. */
export interface RowOutcome {
  line: number
  action: RowAction
  entityId: string | null
  problems: readonly RowProblem[]
  /** For an update: what it needs to be taken back. */
  before: object | null
}

/** A row that goes in as a new record. */
export const newRow = ({ line, problems }: Pick<RowOutcome, 'line' | 'problems'>, entityId: string): RowOutcome => ({
  line,
  action: 'create',
  entityId,
  problems,
  before: null,
})

/** A row of which all is here already: what was left out of it is of no interest. */
export const knownRow = (line: number, entityId: string | null): RowOutcome => ({
  line,
  action: 'unchanged',
  entityId,
  problems: [],
  before: null,
})

/** A row that does not go in. */
export const refusedRow = ({ line, problems }: Pick<RowOutcome, 'line' | 'problems'>): RowOutcome => ({
  line,
  action: 'rejected',
  entityId: null,
  problems,
  before: null,
})

/** What the report says of a row: of one that does not go in only why, not what would have been done to it. */
export function toldOf({ action, problems }: Pick<RowOutcome, 'action' | 'problems'>): readonly RowProblem[] {
  return action === 'rejected' ? problems.filter(({ severity }) => severity === 'rejected') : problems
}

export interface ReasonCount {
  reason: Reason
  severity: RowProblem['severity']
  rows: number
  examples: { line: number; column: string | null; value: string; data?: RowProblem['data'] }[]
}

/** `imports.counts`: what a dry run found or a commit did. */
export interface ImportCounts {
  rows: number
  create: number
  update: number
  unchanged: number
  rejected: number
  reasons: ReasonCount[]
  /** What else comes into being. */
  made: {
    people: string[]
    companies: number
    contacts: number
    sources: string[]
    lossReasons: string[]
    pipelines: string[]
    stages: string[]
    departments: string[]
  }
  unmatchedProducts: { name: string; lines: number }[]
  /** Deals of the file by outcome, in the company's currency: to be held against what the old system shows. */
  outcomes: { open: Outcome; won: Outcome; lost: Outcome } | null
  /** Of a reverted import: what the revert did. */
  reverted?: { removed: number; restored: number; kept: number }
}

interface Outcome {
  deals: number
  baseMinor: number
}

const EXAMPLES = 5

/** Adds up what becomes of the rows while they go by. */
export class Counting {
  readonly #actions = { create: 0, update: 0, unchanged: 0, rejected: 0 }
  readonly #reasons = new Map<string, ReasonCount>()
  readonly #outcomes: NonNullable<ImportCounts['outcomes']> = {
    open: { deals: 0, baseMinor: 0 },
    won: { deals: 0, baseMinor: 0 },
    lost: { deals: 0, baseMinor: 0 },
  }
  rows = 0
  #hasOutcomes = false

  add(outcome: RowOutcome): void {
    this.#actions[outcome.action] += 1
    const seen = new Set<Reason>()
    for (const { reason, severity, column, value, data } of toldOf(outcome)) {
      if (seen.has(reason)) continue
      seen.add(reason)
      let count = this.#reasons.get(reason)
      if (!count) this.#reasons.set(reason, (count = { reason, severity, rows: 0, examples: [] }))
      count.rows += 1
      if (count.examples.length < EXAMPLES)
        count.examples.push({ line: outcome.line, column, value: value.slice(0, 100), ...(data && { data }) })
    }
  }

  outcome(meaning: 'open' | 'won' | 'lost', baseMinor: number): void {
    this.#hasOutcomes = true
    this.#outcomes[meaning].deals += 1
    this.#outcomes[meaning].baseMinor += baseMinor
  }

  result(made: Partial<ImportCounts['made']>, unmatchedProducts: ImportCounts['unmatchedProducts'] = []): ImportCounts {
    return {
      rows: this.rows,
      ...this.#actions,
      reasons: [...this.#reasons.values()].toSorted(
        (a, b) => Number(b.severity === 'rejected') - Number(a.severity === 'rejected') || b.rows - a.rows,
      ),
      made: {
        people: [],
        companies: 0,
        contacts: 0,
        sources: [],
        lossReasons: [],
        pipelines: [],
        stages: [],
        departments: [],
        ...made,
      },
      unmatchedProducts: unmatchedProducts.slice(0, 200),
      outcomes: this.#hasOutcomes ? this.#outcomes : null,
    }
  }
}
