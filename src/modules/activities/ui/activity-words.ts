import { useMemo } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { wallOf } from '../calc/wall-time.ts'
import type { ActivityItem } from './use-activities.ts'
import { useActivityTexts } from './use-activities.ts'

/** ООО «КубаньСервис» → КубаньСервис */
export function withoutForm(name: string): string {
  const inside = /^(?:ООО|ОАО|ПАО|АО|ЗАО|НАО|ИП|LLC|Ltd)\s+[«"]?(.+?)[»"]?$/i.exec(name.trim())?.[1]
  return inside ?? name
}

type Subject = Pick<ActivityItem, 'kind' | 'title' | 'deal' | 'company' | 'contact'>

/** How activities are named on all pages. */
export function useActivityWords() {
  const texts = useActivityTexts()
  const format = useFormat()
  const viewer = useViewer()
  return useMemo(() => {
    const zone = viewer.timeZone
    const today = viewer.today as Day
    const near: Record<string, string> = {
      [addDays(today, -1)]: texts.days.yesterday,
      [today]: texts.days.today,
      [addDays(today, 1)]: texts.days.tomorrow,
    }
    /** «завтра», «пн 23 нояб.» */
    const day = (one: string) => near[one] ?? `${format.weekday(one)} ${format.day(one)}`
    return {
      day,
      /** «завтра, 10:00» */
      moment: (at: string) => `${day(wallOf(at, zone).day)}, ${format.time(at)}`,
      /** With whom: the client first, what people remember. */
      client: ({ company, contact, deal }: Subject) => company?.name ?? contact?.name ?? deal?.name ?? texts.noClient,
      /** What it is about: what was written, else the deal. */
      about: ({ title, deal, company, contact }: Subject) =>
        title ?? (company || contact ? deal?.name : undefined) ?? undefined,
      /** The same without the form of the firm, where there is little room: «КубаньСервис». */
      clientShort: ({ company, contact, deal }: Subject) =>
        company ? withoutForm(company.name) : (contact?.name ?? deal?.name ?? texts.noClient),
      kind: ({ kind }: Pick<Subject, 'kind'>) => texts.kinds[kind],
    }
  }, [texts, format, viewer])
}
