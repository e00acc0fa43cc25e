import { type Day, DAY_MS } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { duplicateScore } from '#modules/clients/api.ts'
import { describeCompany, describeContact, holdingName, holdingPerson, inventTwins } from '../calc/clients.ts'
import { Random } from '../calc/random.ts'
import {
  plainCompanies,
  writeClientEdits,
  writeCompanyDetails,
  writeContactDetails,
  writeHolding,
  writeTwins,
} from '../data/clients.ts'

/** Requisites, numbers, labels, a holding and a few second cards of the clients whom the deals have brought; of a story of its own, so that the deals stay. */
export async function writeClients(
  tx: Tx,
  workspaceId: string,
  { today, startsAt, seed }: { today: Day; startsAt: number; seed: number },
): Promise<void> {
  const random = new Random(seed + 11)
  const companies = await plainCompanies(tx, workspaceId)
  const described = companies.map((company) => describeCompany(random, company))
  await writeCompanyDetails(tx, workspaceId, described)
  await writeContactDetails(
    tx,
    workspaceId,
    companies.map((company) => describeContact(random, company, today)),
  )
  const twins = inventTwins(random, companies, described)
  await writeTwins(
    tx,
    workspaceId,
    twins.map((twin) => ({ ...twin, ...duplicateScore(twin.kind, twin.alike) })),
  )
  const at = startsAt - 200 * DAY_MS
  await writeHolding(tx, workspaceId, {
    id: random.id(at),
    name: holdingName(random),
    person: holdingPerson(random),
    at,
  })
  await writeClientEdits(tx, workspaceId, startsAt - 30 * DAY_MS)
}
