import { today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { choices, type Choices } from '../data/choices.ts'
import { can } from '../policy.ts'
import type { Asking } from './question.ts'

/** What the filters offer. @throws Refusal FORBIDDEN to those who see no deals */
export async function funnelChoices(tx: Tx, { actor, now }: Asking): Promise<Choices> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  return choices(tx, today(actor.workspace.timeZone, now))
}
