import type { Tx } from '#core/db/gate.ts'
import { normalizeName } from '#core/files/values.ts'
import { isCurrency } from '#core/money/currency.ts'
import type { Profile } from '../calc/found.ts'
import { type ColumnGuess, guessColumns } from '../calc/guess.ts'
import { hasTarget, type Mapping, type PipelineChoice, type StageChoice } from '../calc/mapping.ts'
import { GENERIC, guessPreset, withPreset } from '../calc/presets.ts'
import { guessStage } from '../calc/stage-words.ts'
import type { Kind } from '../calc/targets.ts'
import { type KnownStage, knownStages, pipelineOfSystem } from '../data/dictionaries.ts'
import { mappingFor } from '../data/saved-mappings.ts'

export interface Suggestion {
  mapping: Mapping
  unsure: number[]
  open: { pipeline: string; value: string; rows: number }[]
  savedName: string | null
}

interface Of {
  workspaceId: string
  kind: Kind
  fileName: string
  profile: Profile
  /** What people decided so far: it stays. */
  chosen: Mapping | null
  companyCurrency: string
}

/** The best mapping that we can think of: what people decided, a saved mapping for the same headers, a known program's export, guesses. */
export async function suggestMapping(
  tx: Tx,
  { workspaceId, kind, fileName, profile, chosen, companyCurrency }: Of,
): Promise<Suggestion> {
  const { columns } = profile.file
  const saved = chosen
    ? null
    : await mappingFor(
        tx,
        columns.map(({ label }) => label),
        kind,
      )
  const preset = kind === 'deals' ? guessPreset(columns) : GENERIC
  const guesses = withPreset(guessColumns(kind, columns), preset, columns)
  const base: Mapping = chosen ??
    saved?.mapping ?? {
      preset: preset.id,
      columns: guesses.map(({ sure: _sure, ...choice }) => choice),
      system: preset.system,
      currency: isCurrency(companyCurrency) ? companyCurrency : 'RUB',
      repeated: repeatedOf(preset.repeated, guesses, profile),
      existing: 'update',
      missing: 'create',
      pipelines: [],
      stages: [],
      owners: [],
      products: [],
      defaultOwnerId: null,
    }
  const unsure = chosen || saved ? [] : guesses.filter(({ sure }) => !sure).map(({ column }) => column)
  const savedName = saved?.name ?? null
  if (kind !== 'deals') return { mapping: base, unsure, open: [], savedName }
  const known = await knownStages(tx)
  const home = await pipelineOfSystem(tx, workspaceId, base.system)
  const pipelines = suggestPipelines(base, profile, known, home, fileName)
  const { stages, open } = suggestStages({ ...base, pipelines }, profile, known, chosen !== null)
  return { mapping: { ...base, pipelines, stages }, unsure, open, savedName }
}

/** Rows with one id and a product each are lines of one deal, whichever program wrote them. */
function repeatedOf(
  preset: Mapping['repeated'],
  guesses: readonly ColumnGuess[],
  { values }: Profile,
): Mapping['repeated'] {
  const hasProduct = guesses.some(({ target }) => target === 'product')
  // A stage and its moment in every row, and the same deal again and again: its history.
  const has = (target: string) => guesses.some((guess) => guess.target === target)
  if (preset === 'reject' && has('movedAt') && has('stage') && (values?.repeatedIds ?? 0) > 0) return 'history'
  return preset === 'reject' && hasProduct && (values?.repeatedIds ?? 0) > 0 ? 'lines-sum' : preset
}

function suggestPipelines(
  base: Mapping,
  { values }: Profile,
  known: readonly KnownStage[],
  home: string | null,
  fileName: string,
): PipelineChoice[] {
  const found = Map.groupBy(values?.stages ?? [], ({ pipeline }) => pipeline)
  const byName = new Map(known.map(({ pipeline, pipelineId }) => [normalizeName(pipeline), pipelineId]))
  return [...found].map(([value, stages]) => {
    const chosen = base.pipelines.find((one) => normalizeName(one.value) === normalizeName(value))?.to
    if (chosen && 'pipelineId' in chosen) {
      if (known.some(({ pipelineId }) => pipelineId === chosen.pipelineId)) return { value, to: chosen }
    } else if (chosen) {
      const madeSince = byName.get(normalizeName(chosen.name))
      return { value, to: madeSince ? { pipelineId: madeSince } : chosen }
    }
    const sameName = value === '' ? undefined : byName.get(normalizeName(value))
    // Without a name the pipeline is where deals of this system are, or one that has all these stages.
    const fitting =
      value === ''
        ? (home ??
          pipelineWith(
            stages.map((stage) => stage.value),
            known,
          ))
        : null
    const pipelineId = sameName ?? fitting
    return { value, to: pipelineId ? { pipelineId } : { name: value || nameFrom(fileName) } }
  })
}

function pipelineWith(values: readonly string[], known: readonly KnownStage[]): string | null {
  const wanted = values.filter((value) => value !== '').map(normalizeName)
  if (wanted.length === 0) return null
  for (const [id, stages] of Map.groupBy(known, ({ pipelineId }) => pipelineId)) {
    const names = new Set(stages.map(({ name }) => normalizeName(name)))
    if (wanted.every((name) => names.has(name))) return id
  }
  return null
}

function suggestStages(
  base: Mapping,
  { values }: Profile,
  known: readonly KnownStage[],
  isDecided: boolean,
): { stages: StageChoice[]; open: Suggestion['open'] } {
  const stages: StageChoice[] = []
  const open: Suggestion['open'] = []
  for (const { pipeline, value, rows } of values?.stages ?? []) {
    const isSame = (one: { pipeline: string; value: string }) =>
      normalizeName(one.pipeline) === normalizeName(pipeline) && normalizeName(one.value) === normalizeName(value)
    if (stages.some(isSame)) continue
    const chosen = base.stages.find(isSame)
    const valid =
      chosen &&
      (!('stageId' in chosen.to) || known.some(({ id }) => 'stageId' in chosen.to && id === chosen.to.stageId))
    // What people have left without a stage in a file of histories is an event and no move.
    const isLeft = isDecided && base.repeated === 'history'
    const to = valid ? chosen.to : isLeft ? null : guessTarget(base, pipeline, value, known)
    if (to) stages.push({ pipeline, value, to })
    else open.push({ pipeline, value, rows })
  }
  return { stages, open }
}

function guessTarget(
  base: Mapping,
  pipeline: string,
  value: string,
  known: readonly KnownStage[],
): StageChoice['to'] | null {
  const target = base.pipelines.find((one) => normalizeName(one.value) === normalizeName(pipeline))?.to
  const own = target && 'pipelineId' in target ? known.filter(({ pipelineId }) => pipelineId === target.pipelineId) : []
  const same = value === '' ? undefined : own.find(({ name }) => normalizeName(name) === normalizeName(value))
  if (same) return { stageId: same.id }
  if (value === '') {
    // A file of closings alone: its rows are won deals. That a file has no stages is asked all the same where it says less.
    const isClosings = hasTarget(base, 'closedAt') && !hasTarget(base, 'createdAt') && !hasTarget(base, 'stage')
    const won = own.find(({ meaning }) => meaning === 'won')
    return isClosings && won ? { stageId: won.id } : null
  }
  const { meaning, place } = guessStage(value)
  return meaning ? { name: value.slice(0, 200), meaning, position: place } : null
}

/** «Сделки за 2025.xlsx» → «Сделки за 2025». */
function nameFrom(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z]{2,5}$/i, '')
      .replaceAll('_', ' ')
      .trim()
      .slice(0, 200) || fileName.slice(0, 200)
  )
}
