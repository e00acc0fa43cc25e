import type { Cycle } from './cycle.ts'
import type { Estimate } from './shrink.ts'

export const contactKinds = ['call', 'meeting', 'demo', 'email', 'message'] as const
export type ContactKind = (typeof contactKinds)[number]

/** An open stage on the way to the win. */
export interface StageProfile {
  stageId: string
  name: string
  /** Of the deals that left the stage: share that went on to the next one (from the last: was won). */
  passes: Estimate
  /** Calendar days that a deal usually still needs from here to the win, against the whole way: 1 on the first stage. */
  wayLeft: number
}

/** Contacts of one kind for each deal that comes to the stage; stageId null: for each new deal, without a deal of its own (search for clients). */
export interface WorkProfile {
  kind: ContactKind
  stageId: string | null
  perDeal: Estimate
}

/** How somebody sells in one pipeline. */
export interface PipelineProfile {
  pipelineId: string
  name: string
  /** Which part of his sales comes from here. */
  share: number
  checkMinor: Estimate
  stages: StageProfile[]
  work: WorkProfile[]
  cycle: { own: Cycle; team: Cycle }
  /** New deals per working day of the window. */
  leadsPerDay: number
}

/** How somebody has sold in the window: what a plan of his is taken apart by. */
export interface SellerProfile {
  pipelines: PipelineProfile[]
  /** Sellers whose figures make the team's. */
  teamSize: number
}
