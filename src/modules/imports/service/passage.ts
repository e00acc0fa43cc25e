import type { TableRow } from '#core/files/table.ts'
import type { Tx } from '#core/db/gate.ts'
import type { FileFound } from '../calc/found.ts'
import type { ImportCounts } from '../calc/import-counts.ts'
import type { Kind } from '../calc/targets.ts'
import { activityPassage } from './activity-passage.ts'
import { companyPassage } from './company-passage.ts'
import { contactPassage } from './contact-passage.ts'
import { dealPassage } from './deal-passage.ts'
import { paymentPassage } from './payment-passage.ts'
import { peoplePassage } from './people-passage.ts'
import { planPassage } from './plan-passage.ts'
import { productPassage } from './product-passage.ts'
import type { RunSettings } from './run-settings.ts'
import { spendPassage } from './spend-passage.ts'

/** One way of a file's rows into the database, or past it in a dry run. */
export interface Passage {
  take(rows: readonly TableRow[]): Promise<void>
  end(): Promise<void>
  /** Waits for what still runs. Nothing of it may outlive the transaction, whose connection others get. */
  settle(): Promise<void>
  result(): ImportCounts
  /** Ids of what was made besides the records that name their import themselves. */
  made(): Record<string, string[]>
  /** Whether facts of deals that were here must be made anew afterwards. */
  needsRebuild: boolean
}

export interface FileToPass {
  file: FileFound
  /** Ids that several rows have, with the number of the rows. */
  repeats: ReadonlyMap<string, number>
}

const passages: Record<Kind, (tx: Tx, settings: RunSettings, from: FileToPass) => Promise<Passage>> = {
  deals: dealPassage,
  people: peoplePassage,
  products: productPassage,
  companies: companyPassage,
  contacts: contactPassage,
  payments: paymentPassage,
  spend: spendPassage,
  plans: planPassage,
  activities: activityPassage,
}

export function openPassage(tx: Tx, kind: Kind, settings: RunSettings, from: FileToPass): Promise<Passage> {
  return passages[kind](tx, settings, from)
}
