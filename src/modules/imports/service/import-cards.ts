import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import { normalizeName } from '#core/files/values.ts'
import type { Profile } from '../calc/found.ts'
import { columnsOf, type Mapping } from '../calc/mapping.ts'
import { REQUIRED } from '../calc/targets.ts'
import type { Status } from '../contract.ts'
import { findImport, type StoredImport } from '../data/imports.ts'
import { can, seesAll } from '../policy.ts'
import type { ImportCounts } from '../calc/import-counts.ts'
import { problemText, reasonTitle } from './problem-texts.ts'
import { matchValues } from './matching.ts'
import { suggestMapping } from './suggest-mapping.ts'

/** States in which something is going on, and the page looks again. */
export const RUNNING: readonly Status[] = ['reading', 'checking', 'committing', 'reverting']

/** States in which a file may be mapped, read and checked anew. */
export const OPEN: readonly Status[] = ['ready', 'checked', 'failed', 'cancelled']

type Tell = Pick<Services, 'sentence'> & { actor: Actor }

/** The import, for whoever may see it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function visibleImport(tx: Tx, actor: Actor, id: string): Promise<StoredImport> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const found = await findImport(tx, id)
  if (!found || (!seesAll(actor) && found.createdBy !== actor.personId)) throw new Refusal('NOT_FOUND')
  return found
}

/** The same, for whoever may also act on it. */
export async function ownImport(tx: Tx, actor: Actor, id: string): Promise<StoredImport> {
  const found = await visibleImport(tx, actor, id)
  if (!can(actor, found.kind)) throw new Refusal('FORBIDDEN')
  return found
}

export function summary(one: StoredImport, { actor, sentence }: Tell) {
  const { counts, error } = one
  return {
    id: one.id,
    kind: one.kind,
    fileName: one.fileName,
    fileSize: one.fileSize,
    status: one.status,
    rows: one.profile.file?.rows ?? null,
    counts: counts && {
      create: counts.create,
      update: counts.update,
      unchanged: counts.unchanged,
      rejected: counts.rejected,
    },
    progress: RUNNING.includes(one.status)
      ? { done: one.progressRows, total: one.totalRows, startedAt: one.stepStartedAt?.toISOString() ?? null }
      : null,
    error: error && { code: error.code, message: sentence(actor.language, error.code, error.data) },
    createdBy: { id: one.createdBy, name: one.createdByName ?? '' },
    createdAt: one.createdAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    version: one.version,
  }
}

/** Everything that the pages of one import show. */
export async function details(tx: Tx, one: StoredImport, tell: Tell) {
  const { actor } = tell
  const { file, values } = one.profile
  const profile: Profile | null = file ? { file, values: values ?? null } : null
  const { workspaceId, kind, fileName, mapping } = one
  const isOpen = profile !== null && OPEN.includes(one.status)
  const suggestion = isOpen
    ? await suggestMapping(tx, {
        workspaceId,
        kind,
        fileName,
        profile,
        chosen: mapping,
        companyCurrency: actor.workspace.currency,
      })
    : null
  const matching =
    suggestion && values && kind === 'deals' ? await matchValues(tx, workspaceId, values, suggestion.mapping) : null
  return {
    ...summary(one, tell),
    file: file ?? null,
    repeatedIds: values?.repeatedIds ?? 0,
    mapping,
    suggestion,
    matching,
    result: one.counts && withReasons(one.counts, actor.language),
    blockers: isOpen
      ? blockersOf(one, profile).map(({ code, data }) => ({ code, message: tell.sentence(actor.language, code, data) }))
      : [],
  }
}

function withReasons(counts: ImportCounts, language: Language) {
  const reasons = counts.reasons.map(({ examples, reason, ...count }) => {
    const texts = examples.map(({ data, ...example }) => ({
      ...example,
      message: problemText({ reason, ...(data && { data }) }, language),
    }))
    return {
      ...count,
      reason,
      message: reasonTitle({ reason, ...(examples[0]?.data && { data: examples[0].data }) }, language),
      examples: texts,
    }
  })
  return { ...counts, reasons }
}

export interface Blocker {
  code: 'COLUMN_MISSING' | 'STAGES_NOT_MATCHED'
  data: Record<string, string | number>
}

/** What must be decided before the rows can go in. */
export function blockersOf({ kind, mapping }: Pick<StoredImport, 'kind' | 'mapping'>, { values }: Profile): Blocker[] {
  if (!mapping) return []
  const missing = REQUIRED[kind].filter((target) => columnsOf(mapping, target).length === 0)
  const blockers: Blocker[] = missing.map((target) => ({ code: 'COLUMN_MISSING', data: { target } }))
  const open = kind === 'deals' ? openStages(mapping, values?.stages ?? []) : []
  // In a file of stage histories what is matched with no stage is an event and no move.
  const mayBeLeft = mapping.repeated === 'history' && mapping.stages.length > 0
  if (open.length > 0 && !mayBeLeft) {
    blockers.push({
      code: 'STAGES_NOT_MATCHED',
      data: {
        count: open.length,
        stages: open
          .map(({ value }) => value)
          .slice(0, 5)
          .join(', '),
      },
    })
  }
  return blockers
}

function openStages({ stages }: Mapping, found: readonly { pipeline: string; value: string }[]) {
  const key = ({ pipeline, value }: { pipeline: string; value: string }) =>
    `${normalizeName(pipeline)}\n${normalizeName(value)}`
  const decided = new Set(stages.map(key))
  return found.filter((one) => !decided.has(key(one)))
}
