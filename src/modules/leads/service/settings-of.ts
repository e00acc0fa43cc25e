import { usualHours } from '#core/calendar/business-time.ts'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import { workCalendar } from '#modules/org/api.ts'
import type { ResponseClock } from '../calc/response-clock.ts'
import type { LeadSettings } from '../contract.ts'
import { storedSettings } from '../data/settings.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

/** What holds until somebody has set it: by hand, half an hour, nine to six. */
export function firstSettings(language: Language): LeadSettings {
  const { returnReasons, rejectReasons } = (language === 'ru' ? ru : en).first
  return {
    ...usualHours,
    targetMinutes: 30,
    escalateMinutes: 30,
    method: 'by_hand',
    personIds: [],
    departmentIds: [],
    toClientOwner: true,
    onlyInHours: false,
    takeFreely: true,
    returnReasons: [...returnReasons],
    rejectReasons: [...rejectReasons],
    version: 0,
  }
}

/** How this company works its leads now. */
export async function settingsOf(tx: Tx, workspaceId: string, language: Language): Promise<LeadSettings> {
  return (await storedSettings(tx, workspaceId)) ?? firstSettings(language)
}

/** What the clock of the transaction's company goes by. */
export async function clockOf(tx: Tx, zone: string, { opensAt, closesAt }: LeadSettings): Promise<ResponseClock> {
  return { calendar: await workCalendar(tx), zone: zone as TimeZone, hours: { opensAt, closesAt } }
}
