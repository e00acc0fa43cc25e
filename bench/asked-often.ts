import { type Prepared, prepared, send, type Session } from './client.ts'
import { type Cost, costOf, type Latencies, timed } from './figures.ts'
import type { Ground, Question } from './questions.ts'
import type { RunningServer } from './server.ts'

/** How long an answer takes, and what it costs the processor; the cost is null where it cannot be measured. */
export type AskedOften = Latencies & { cost: Cost | null }

/** Asks a question over HTTP in all its variants in turn, after each was asked once, for so long and at least so many times. */
export async function askedOften(
  server: RunningServer,
  { variants, ask }: Pick<Question, 'variants' | 'ask'>,
  session: Session,
  ground: Ground,
  limits: { forMs: number; least: number },
): Promise<AskedOften> {
  const requests: Prepared[] = []
  for (let round = 0; round < variants; round++)
    requests.push(await prepared(session, (api) => ask(api, ground, round)))
  for (const request of requests) await send(request)
  const before = server.processor()
  const found = await timed((round) => send(requests[round % requests.length] as Prepared), limits)
  return { ...found, cost: costOf(before, server.processor(), found.n) }
}
