import { isWorkingDay } from '#core/calendar/working-days.ts'
import { wallTime } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import { workCalendar } from '#modules/org/api.ts'
import { casesOfGone, casesToCheck, workplaces, type Workplace } from '../data/due.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { closeCase } from './case-commands.ts'
import { checkCaseWithin, SERVER } from './effect.ts'
import { scanForCases } from './scan.ts'

/** Before people come: what is found stands on their pages in the morning. */
const HOUR = 5

/**
 * Looks for deviations and checks what is due, in each company where the night ends now. Run as often as it may: a matter has one case, a check is made once.
 * Gives how many cases were opened and checked.
 */
export async function nightOfCases(gate: Gate, now: Date): Promise<{ opened: number; checked: number }> {
  const ending = (await gate.asServer(workplaces)).filter(
    ({ timeZone }) => Number(wallTime(now, timeZone).slice(11, 13)) === HOUR,
  )
  const nights = await eachApart(ending, (place) =>
    gate.as(serverActor(place), (tx) => nightOf(tx, serverActor(place), now)),
  )
  return nights.reduce(
    (sum, { opened, checked }) => ({ opened: sum.opened + opened, checked: sum.checked + checked }),
    { opened: 0, checked: 0 },
  )
}

async function nightOf(tx: Tx, actor: Actor, now: Date): Promise<{ opened: number; checked: number }> {
  const today = todayOf({ actor, now })
  if (!isWorkingDay(today, await workCalendar(tx))) return { opened: 0, checked: 0 }
  const by = { actor, now }
  // What is about somebody who is gone can be mended by nobody.
  const note = (actor.language === 'ru' ? ru : en).subjectGone
  for (const { id, version } of await casesOfGone(tx, actor.workspaceId, today))
    await closeCase(tx, by, { id, version, verdict: 'cannotTell', note })
  const { opened } = await scanForCases(tx, by)
  let checked = 0
  for (const id of await casesToCheck(tx, actor.workspaceId, todayOf({ actor, now }))) {
    try {
      if (await checkCaseWithin(tx, by, id)) checked += 1
    } catch (error) {
      // Too early, nothing to measure: the next night looks again.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { opened, checked }
}

/** The server at work for a company: sees everybody of it, is nobody. */
export function serverActor({ workspaceId, name, timeZone, currency, isDemo }: Workplace): Actor {
  return {
    workspaceId,
    personId: SERVER,
    role: 'owner',
    scope: 'all',
    people: [],
    below: [],
    departments: [],
    seesPersonal: false,
    readOnly: false,
    fullName: '',
    language: 'ru',
    workspace: { name, timeZone, currency, isDemo },
    via: 'session',
  }
}
