import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { valueColumns } from '../calc/collect-values.ts'
import type { Mapping } from '../calc/mapping.ts'
import { type Kind, KINDS, TARGETS } from '../calc/targets.ts'
import type { Status } from '../contract.ts'
import { knownPeople, knownStages } from '../data/dictionaries.ts'
import { changeImport, deleteImport, insertImport, type ReadingOptions, type StoredImport } from '../data/imports.ts'
import { saveMapping } from '../data/saved-mappings.ts'
import { can } from '../policy.ts'
import { blockersOf, details, OPEN, ownImport, RUNNING, summary } from './import-cards.ts'
import { dropUpload } from './import-files.ts'
import { reverter } from './importer.ts'
import { laterImport } from '../data/later-imports.ts'
import type { StepData } from './step.ts'

export type StepName = 'read' | 'check' | 'commit' | 'revert'

/** What a command needs besides its input. */
export interface By extends Pick<Services, 'sentence' | 'clock' | 'config' | 'gate'> {
  actor: Actor
  /** Adds the job of a step to the transaction. */
  enqueue(tx: Tx, step: StepName, data: StepData & { force?: boolean }): Promise<void>
}

/** Enters an uploaded file; it is read by a job at once. @throws Refusal FORBIDDEN */
export async function enterUpload(
  tx: Tx,
  by: By,
  file: { id: string; fileName: string; name: string; size: number; sha256: string; kind: Kind | undefined },
) {
  const { actor } = by
  allowUpload(actor, file.kind)
  const own = KINDS.filter((one) => can(actor, one))
  // Whoever brings in one kind alone is not asked which.
  const kind = file.kind ?? (own.length === 1 ? own[0] : undefined)
  await insertImport(tx, {
    id: file.id,
    workspaceId: actor.workspaceId,
    kind: kind ?? own[0] ?? 'deals',
    fileName: file.fileName,
    fileSize: file.size,
    fileSha256: file.sha256,
    filePath: file.name,
    createdBy: actor.personId,
    createdAt: by.clock.now(),
    forceKind: kind,
  })
  await audit(tx, actor, 'import.uploaded', 'import', file.id, { file: file.fileName, bytes: file.size })
  await by.enqueue(tx, 'read', { importId: file.id, workspaceId: actor.workspaceId, version: 1 })
  return summary(await ownImport(tx, actor, file.id), by)
}

/** Asked before a byte is taken. @throws Refusal FORBIDDEN */
export function allowUpload(actor: Actor, kind: Kind | undefined): void {
  const may = kind ? can(actor, kind) : KINDS.some((one) => can(actor, one))
  if (!may) throw new Refusal('FORBIDDEN')
}

/** Reads the file anew, as people say it is written. @throws Refusal IMPORT_BUSY */
export async function readAgain(
  tx: Tx,
  by: By,
  { id, kind, ...options }: { id: string; kind?: Kind | undefined } & ReadingOptions,
) {
  const one = await openImport(tx, by, id)
  if (kind && !can(by.actor, kind)) throw new Refusal('FORBIDDEN')
  const forceKind = kind ?? one.profile.forceKind
  const profile = { ...one.profile, options: { ...one.profile.options, ...options }, ...(forceKind && { forceKind }) }
  return start(tx, by, one, OPEN, 'reading', 'read', { profile, mapping: null, counts: null })
}

/** Stores what people decided. Other columns mean other values to match: then the file is read again. @throws Refusal IMPORT_BUSY, IMPORT_CHANGED, MAPPING_BROKEN */
export async function setMapping(
  tx: Tx,
  by: By,
  { id, version, mapping }: { id: string; version?: number | undefined; mapping: Mapping },
) {
  const one = await openImport(tx, by, id)
  if (version !== undefined && version !== one.version) throw new Refusal('IMPORT_CHANGED', { version: one.version })
  await refuseBroken(tx, one, mapping)
  const isSame = one.kind !== 'deals' || valueColumns(mapping) === one.profile.values?.forColumns
  if (isSame) await changeImport(tx, one, OPEN, { status: 'ready', mapping, counts: null, error: null })
  else await start(tx, by, one, OPEN, 'reading', 'read', { mapping, counts: null })
  return details(tx, await ownImport(tx, by.actor, id), by)
}

/** Starts the dry run. @throws Refusal IMPORT_BUSY, COLUMN_MISSING */
export async function startCheck(tx: Tx, by: By, id: string) {
  const one = await openImport(tx, by, id)
  const { mapping, profile } = one
  if (!mapping || !profile.file) throw new Refusal('MAPPING_BROKEN', { what: 'mapping' })
  const missing = blockersOf(one, { file: profile.file, values: profile.values ?? null }).find(
    ({ code }) => code === 'COLUMN_MISSING',
  )
  if (missing) throw new Refusal(missing.code, missing.data)
  return start(tx, by, one, OPEN, 'checking', 'check', {})
}

/**
 * Starts the commit of a checked file. Deals that look like ones that are here are made once more only when that was agreed to.
 * @throws Refusal IMPORT_BUSY, STAGES_NOT_MATCHED, NOTHING_TO_DO, DUPLICATES_LIKELY {count}
 */
export async function startCommit(tx: Tx, by: By, { id, duplicates }: { id: string; duplicates: boolean }) {
  const one = await ownImport(tx, by.actor, id)
  const { counts, profile } = one
  if (one.status !== 'checked' || !counts || !profile.file) throw new Refusal('IMPORT_BUSY', { status: one.status })
  const [blocker] = blockersOf(one, { file: profile.file, values: profile.values ?? null })
  if (blocker) throw new Refusal(blocker.code, blocker.data)
  if (counts.create + counts.update + counts.unchanged === 0) throw new Refusal('NOTHING_TO_DO')
  const alike = counts.reasons.find(({ reason }) => reason === 'ALIKE_HERE')?.rows ?? 0
  if (alike > 0 && !duplicates) throw new Refusal('DUPLICATES_LIKELY', { count: alike })
  return start(tx, by, one, ['checked'], 'committing', 'commit', {})
}

/** Stops what is going on; a commit that is stopped has changed nothing. @throws Refusal IMPORT_BUSY when nothing can be stopped */
export async function cancel(tx: Tx, by: By, id: string) {
  const one = await ownImport(tx, by.actor, id)
  const done = await changeImport(tx, one, ['reading', 'checking', 'committing'], {
    status: 'cancelled',
    finishedAt: by.clock.now(),
  })
  if (!done) throw new Refusal('IMPORT_BUSY', { status: one.status })
  return summary(await ownImport(tx, by.actor, id), by)
}

/**
 * Starts the revert of a finished import. Imports are taken back from the last one: what a later one has changed is its own.
 * @throws Refusal IMPORT_BUSY, IMPORT_LATER {fileName}
 */
export async function startRevert(tx: Tx, by: By, { id, force }: { id: string; force: boolean }) {
  const one = await ownImport(tx, by.actor, id)
  // Whoever brings data in need not see it.
  const later = await by.gate.as(reverter(by.actor), (all) => laterImport(all, one.workspaceId, id))
  if (later && one.status === 'done') throw new Refusal('IMPORT_LATER', { fileName: later.fileName })
  return start(tx, by, one, ['done'], 'reverting', 'revert', {}, { force })
}

/** Removes a file that has not been carried over. @throws Refusal IMPORT_BUSY */
export async function removeImport(tx: Tx, by: By, id: string): Promise<{ filePath: string }> {
  const one = await openImport(tx, by, id)
  await deleteImport(tx, one.workspaceId, id)
  return one
}

export async function dropFile({ config }: Pick<By, 'config'>, { filePath }: { filePath: string }): Promise<void> {
  await dropUpload(config.dataDir, filePath)
}

/** Keeps the mapping for the next file with the same headers. @throws Refusal MAPPING_BROKEN when there is none yet */
export async function keepMapping(tx: Tx, by: By, { id, name }: { id: string; name: string }): Promise<void> {
  const { workspaceId, kind, mapping, profile } = await ownImport(tx, by.actor, id)
  if (!mapping || !profile.file) throw new Refusal('MAPPING_BROKEN', { what: 'mapping' })
  const headers = profile.file.columns.map(({ label }) => label)
  // Whom this file brings is here when the next one comes.
  const owners = mapping.owners.filter(({ to }) => to !== 'new')
  await saveMapping(tx, {
    workspaceId,
    kind,
    name,
    headers,
    mapping: { ...mapping, owners },
    createdBy: by.actor.personId,
  })
}

async function openImport(tx: Tx, { actor }: By, id: string): Promise<StoredImport> {
  const one = await ownImport(tx, actor, id)
  if (!OPEN.includes(one.status)) throw new Refusal('IMPORT_BUSY', { status: one.status })
  return one
}

/** Puts an import into a step and adds its job, both or neither. */
async function start(
  tx: Tx,
  by: By,
  one: StoredImport,
  from: readonly Status[],
  status: Status,
  step: StepName,
  change: Parameters<typeof changeImport>[3],
  extra: { force?: boolean } = {},
) {
  const { workspaceId, id } = one
  const done = await changeImport(tx, one, from, {
    ...change,
    status,
    progressRows: 0,
    error: null,
    stepStartedAt: by.clock.now(),
    finishedAt: null,
  })
  const after = await ownImport(tx, by.actor, id)
  if (!done) throw new Refusal('IMPORT_BUSY', { status: RUNNING.includes(after.status) ? after.status : one.status })
  await by.enqueue(tx, step, { importId: id, workspaceId, version: after.version, ...extra })
  return summary(after, by)
}

/** Columns, targets and records that a mapping names must be there. */
async function refuseBroken(tx: Tx, { kind, profile }: StoredImport, mapping: Mapping): Promise<void> {
  const broken = (what: string): never => {
    throw new Refusal('MAPPING_BROKEN', { what })
  }
  const targets = TARGETS[kind]
  const seen = new Set<string>()
  for (const { column, target } of mapping.columns) {
    const known = targets[target]
    if (!known || !profile.file?.columns[column]) broken('columns')
    else if (seen.has(target) && !known.many) broken('columns')
    else if (seen.has(`#${column}`)) broken('columns')
    seen.add(target)
    seen.add(`#${column}`)
  }
  const stages = await knownStages(tx)
  const ids = new Set(stages.map(({ id }) => id))
  const pipelines = new Set(stages.map(({ pipelineId }) => pipelineId))
  if (mapping.stages.some(({ to }) => 'stageId' in to && !ids.has(to.stageId))) broken('stages')
  if (mapping.pipelines.some(({ to }) => 'pipelineId' in to && !pipelines.has(to.pipelineId))) broken('pipelines')
  const people = new Set((await knownPeople(tx)).map(({ id }) => id))
  if (mapping.owners.some(({ to }) => typeof to === 'object' && !people.has(to.personId))) broken('owners')
  if (mapping.defaultOwnerId !== null && !people.has(mapping.defaultOwnerId)) broken('owners')
}
