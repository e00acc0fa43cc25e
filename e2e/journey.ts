import type { Stage } from './stage.ts'

/** What one person wants and how he gets it, told in steps. Journeys of one company follow one another but do not need one another. */
export interface Journey {
  /** A sentence: what is true when the journey passes. */
  name: string
  /** Where: an empty company of our own, or the demo company with its 18 months. */
  company: 'own' | 'demo'
  walk(stage: Stage): Promise<void>
}

/** A journey that this machine cannot walk says why. */
export class Skipped extends Error {}
