import type { Day, TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { insertActivities } from '#modules/activities/api.ts'
import { inventDailyCalls } from '../calc/daily-calls.ts'
import { Random } from '../calc/random.ts'
import type { Story } from '../calc/story.ts'
import { companiesBySeller } from '../data/companies-by-seller.ts'

const AT_ONCE = 4_000

/** Calls of every day that reach nobody, of a story of its own: a norm of calls is made of them as well. They end nobody's silence. */
export async function writeDailyCalls(
  tx: Tx,
  workspaceId: string,
  { team }: Story,
  { today, zone, seed }: { today: Day; zone: TimeZone; seed: number },
): Promise<void> {
  const callers = team.members.flatMap(({ id, hiredOn, leftOn, manner }) =>
    manner ? [{ id, hiredOn, leftOn, activity: manner.activity }] : [],
  )
  const companies = await companiesBySeller(tx, workspaceId)
  const calls = inventDailyCalls(new Random(seed + 61), callers, companies, today)
  for (let from = 0; from < calls.length; from += AT_ONCE) {
    const batch = calls.slice(from, from + AT_ONCE).map((call) => ({
      ...call,
      kind: 'call' as const,
      dealId: null,
      contactId: null,
      done: true,
      isContact: false,
    }))
    await insertActivities(tx, workspaceId, batch, zone, 'demo')
  }
}
