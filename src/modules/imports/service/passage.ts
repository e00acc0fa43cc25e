import type { TableRow } from '#core/files/table.ts'
import type { Tx } from '#core/db/gate.ts'
import { gatherStatisticsOfGrown } from '#modules/deals/api.ts'
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

export async function openPassage(tx: Tx, kind: Kind, settings: RunSettings, from: FileToPass): Promise<Passage> {
  const passage = await passages[kind](tx, settings, from)
  // Deals are written while their rows are still read, and see to it themselves.
  return settings.write && kind !== 'deals' ? learning(tx, passage) : passage
}

/** After the first rows the planner looks at them: what it has planned by then was for empty tables, and is kept. */
function learning(tx: Tx, passage: Passage): Passage {
  let knows = false
  const take: Passage['take'] = async (rows) => {
    await passage.take(rows)
    if (!knows) await gatherStatisticsOfGrown(tx)
    knows = true
  }
  return {
    take,
    end: () => passage.end(),
    settle: () => passage.settle(),
    result: () => passage.result(),
    made: () => passage.made(),
    get needsRebuild() {
      return passage.needsRebuild
    },
  }
}
