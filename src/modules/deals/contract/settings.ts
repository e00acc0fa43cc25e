import { z } from 'zod'
import { endpoint, id, line } from '#core/http/contract.ts'

/** What a stage means, apart from what it is called; a deal has the meaning of its stage. */
export const meanings = ['open', 'won', 'lost'] as const
export const meaning = z.enum(meanings)
export type Meaning = z.output<typeof meaning>

/** Names of colours; the browser has a light and a dark one for each. */
export const stageColors = [
  'grey',
  'blue',
  'cyan',
  'teal',
  'indigo',
  'violet',
  'green',
  'yellow',
  'orange',
  'red',
] as const

export const named = z.object({ id, name: z.string() })
const name = line(200).pipe(z.string().min(1))

export const stage = named.extend({
  pipelineId: id,
  meaning,
  color: z.string(),
  position: z.int(),
  archived: z.boolean(),
})
export type Stage = z.output<typeof stage>

export const pipeline = named.extend({ position: z.int(), archived: z.boolean(), stages: z.array(stage) })
export type Pipeline = z.output<typeof pipeline>

/** A source or a reason of loss. */
export const choice = named.extend({ archived: z.boolean() })
export type NamedChoice = z.output<typeof choice>

const pipelineErrors = {
  PIPELINE_NEEDS_STAGES: { status: 400 },
  PIPELINE_HAS_DEALS: { status: 409, data: z.object({ deals: z.int() }) },
  STAGE_HAS_DEALS: { status: 409, data: z.object({ deals: z.int() }) },
  STAGE_HAS_HISTORY: { status: 409 },
  STAGE_UNKNOWN: { status: 400 },
  /** While deals come in by what stages are now: an import, or the revert of one. */
  STAGES_HELD: { status: 409 },
  LOSS_REASON_REQUIRED: { status: 400 },
  /** Of an archived stage whose deals are won by it. */
  RATE_MISSING: { status: 409, data: z.object({ currency: z.string(), day: z.string() }) },
} as const

export const newStage = z.object({ name, meaning, color: z.enum(stageColors).default('grey') })
export const newPipeline = z.object({ name, stages: z.array(newStage).min(3).max(100) })
export const newChoice = z.object({ name })

const tag = 'Deal settings'
const nothing = z.object({})

/** Pipelines, sources and reasons of loss: what deals are described with. */
export const dealSettings = {
  pipelines: endpoint({
    method: 'GET',
    path: '/pipelines',
    summary: 'Pipelines with their stages, archived ones too',
    tag,
    input: nothing,
    output: z.array(pipeline),
  }),
  addPipeline: endpoint({
    method: 'POST',
    path: '/pipelines',
    summary: 'Add a pipeline with its stages: at least one open, one won, one lost',
    tag,
    input: newPipeline,
    output: pipeline,
    errors: pipelineErrors,
  }),
  editPipeline: endpoint({
    method: 'PATCH',
    path: '/pipelines/{id}',
    summary: 'Rename, move or archive a pipeline; one with open deals cannot be archived',
    tag,
    input: z.object({
      id,
      name: name.optional(),
      position: z.int().min(0).optional(),
      archived: z.boolean().optional(),
    }),
    output: pipeline,
    errors: pipelineErrors,
  }),
  addStage: endpoint({
    method: 'POST',
    path: '/pipelines/{pipelineId}/stages',
    summary: 'Add a stage to a pipeline, after the others of its meaning',
    tag,
    input: newStage.extend({ pipelineId: id }),
    output: pipeline,
    errors: pipelineErrors,
  }),
  editStage: endpoint({
    method: 'PATCH',
    path: '/stages/{id}',
    summary:
      'Rename or recolour a stage, or bring it back from the archive; its meaning may change until a deal has been on it',
    tag,
    input: z.object({
      id,
      name: name.optional(),
      color: z.enum(stageColors).optional(),
      meaning: meaning.optional(),
      archived: z.literal(false).optional(),
    }),
    output: pipeline,
    errors: pipelineErrors,
  }),
  orderStages: endpoint({
    method: 'PUT',
    path: '/pipelines/{pipelineId}/stage-order',
    summary: 'Put the stages of a pipeline in order',
    tag,
    input: z.object({ pipelineId: id, stageIds: z.array(id).min(1).max(200) }),
    output: pipeline,
    errors: pipelineErrors,
  }),
  archiveStage: endpoint({
    method: 'POST',
    path: '/stages/{id}/archive',
    summary: 'Take a stage out of use; deals on it go to another stage',
    tag,
    input: z.object({ id, moveToStageId: id.optional(), lossReasonId: id.optional() }),
    output: pipeline,
    errors: pipelineErrors,
  }),
  sources: endpoint({
    method: 'GET',
    path: '/sources',
    summary: 'Sources of deals, archived ones too',
    tag,
    input: nothing,
    output: z.array(choice),
  }),
  addSource: endpoint({
    method: 'POST',
    path: '/sources',
    summary: 'Add a source',
    tag,
    input: newChoice,
    output: choice,
    errors: { SOURCE_EXISTS: { status: 409 } },
  }),
  editSource: endpoint({
    method: 'PATCH',
    path: '/sources/{id}',
    summary: 'Rename, archive or bring back a source',
    tag,
    input: z.object({ id, name: name.optional(), archived: z.boolean().optional() }),
    output: choice,
    errors: { SOURCE_EXISTS: { status: 409 } },
  }),
  lossReasons: endpoint({
    method: 'GET',
    path: '/loss-reasons',
    summary: 'Reasons of loss in order, archived ones too',
    tag,
    input: nothing,
    output: z.array(choice),
  }),
  addLossReason: endpoint({
    method: 'POST',
    path: '/loss-reasons',
    summary: 'Add a reason of loss',
    tag,
    input: newChoice,
    output: choice,
    errors: { LOSS_REASON_EXISTS: { status: 409 } },
  }),
  editLossReason: endpoint({
    method: 'PATCH',
    path: '/loss-reasons/{id}',
    summary: 'Rename, archive or bring back a reason of loss',
    tag,
    input: z.object({ id, name: name.optional(), archived: z.boolean().optional() }),
    output: choice,
    errors: { LOSS_REASON_EXISTS: { status: 409 } },
  }),
  competitors: endpoint({
    method: 'GET',
    path: '/competitors',
    summary: 'Competitors to whom deals are lost, archived ones too',
    tag,
    input: nothing,
    output: z.array(choice),
  }),
  addCompetitor: endpoint({
    method: 'POST',
    path: '/competitors',
    summary: 'Add a competitor',
    tag,
    input: newChoice,
    output: choice,
    errors: { COMPETITOR_EXISTS: { status: 409 } },
  }),
  editCompetitor: endpoint({
    method: 'PATCH',
    path: '/competitors/{id}',
    summary: 'Rename, archive or bring back a competitor',
    tag,
    input: z.object({ id, name: name.optional(), archived: z.boolean().optional() }),
    output: choice,
    errors: { COMPETITOR_EXISTS: { status: 409 } },
  }),
  contactRoles: endpoint({
    method: 'GET',
    path: '/contact-roles',
    summary: 'Roles of contacts in deals in order, archived ones too',
    tag,
    input: nothing,
    output: z.array(choice),
  }),
  addContactRole: endpoint({
    method: 'POST',
    path: '/contact-roles',
    summary: 'Add a role of contacts',
    tag,
    input: newChoice,
    output: choice,
    errors: { CONTACT_ROLE_EXISTS: { status: 409 } },
  }),
  editContactRole: endpoint({
    method: 'PATCH',
    path: '/contact-roles/{id}',
    summary: 'Rename, archive or bring back a role of contacts',
    tag,
    input: z.object({ id, name: name.optional(), archived: z.boolean().optional() }),
    output: choice,
    errors: { CONTACT_ROLE_EXISTS: { status: 409 } },
  }),
  factsState: endpoint({
    method: 'GET',
    path: '/facts-state',
    summary: 'Whether the figures of the funnel are being counted anew',
    tag,
    input: nothing,
    output: z.object({ isRebuilding: z.boolean() }),
  }),
}
