import type { Tx } from '#core/db/gate.ts'
import { Rates } from '../calc/rates.ts'
import { knownLossReasons, knownRates, knownSources } from '../data/dictionaries.ts'
import { CompanyBook } from './company-book.ts'
import { ContactBook } from './contact-book.ts'
import { FieldBook } from './field-book.ts'
import { NamedBook } from './named-book.ts'
import { OwnerBook } from './owner-book.ts'
import { ProductBook } from './product-book.ts'
import type { RunSettings } from './run-settings.ts'
import { StageBook } from './stage-book.ts'

/** Everything that deals of a file point at, by what the file calls it. */
export type DealBooks = Awaited<ReturnType<typeof openBooks>>

export async function openBooks(tx: Tx, { workspaceId, importId, mapping, reach, firstStages, currency }: RunSettings) {
  return {
    stages: await StageBook.open(tx, mapping, firstStages),
    owners: await OwnerBook.open(tx, mapping, reach),
    sources: new NamedBook('sources', await knownSources(tx)),
    lossReasons: new NamedBook('loss_reasons', await knownLossReasons(tx)),
    products: await ProductBook.open(tx, workspaceId, mapping),
    companies: new CompanyBook(workspaceId, importId),
    contacts: new ContactBook(workspaceId, importId),
    fields: await FieldBook.open(tx, workspaceId, currency),
    rates: new Rates(currency, await knownRates(tx)),
  }
}

/** Writes what the last rows brought besides deals. Owners first: contacts and companies belong to them. */
export async function writeBooks(tx: Tx, workspaceId: string, books: DealBooks): Promise<void> {
  await books.owners.write(tx, workspaceId)
  await books.sources.write(tx, workspaceId)
  await books.lossReasons.write(tx, workspaceId)
  await books.companies.write(tx)
  await books.contacts.write(tx)
}

/** Ids of what was made besides deals, companies and contacts (those name their import themselves), for the revert. */
export function madeIds({ owners, sources, lossReasons, stages, products }: DealBooks): Record<string, string[]> {
  const ids = (made: readonly { id: string }[]) => made.map(({ id }) => id)
  return {
    people: ids(owners.made),
    sources: ids(sources.made),
    lossReasons: ids(lossReasons.made),
    pipelines: ids(stages.newPipelines),
    stages: ids(stages.newStages),
    aliases: products.matched.map(({ value }) => value),
  }
}

/** The same by name, for people. */
export function madeNames({ owners, sources, lossReasons, stages, companies, contacts }: DealBooks) {
  const names = (made: readonly { name: string }[]) => made.map(({ name }) => name)
  return {
    people: names(owners.made),
    sources: names(sources.made),
    lossReasons: names(lossReasons.made),
    pipelines: names(stages.newPipelines),
    stages: names(stages.newStages),
    companies: companies.made,
    contacts: contacts.made,
  }
}
