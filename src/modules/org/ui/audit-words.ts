import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { orgContract } from '../contract.ts'
import { useDepartments, useEverybody, useOrgTexts } from './use-org.ts'

type Entry = Outputs<typeof orgContract>['audit']['rows'][number]

/** How an entry of the audit log is said: names instead of ids, words instead of codes. */
export function useAuditWords() {
  const texts = useOrgTexts()
  const format = useFormat()
  const { data: everybody } = useEverybody()
  const { data: departments } = useDepartments({ archived: true })
  return useMemo(() => {
    const names = new Map([
      ...(everybody ?? []).map((one) => [one.id, one.fullName] as const),
      ...(departments ?? []).map((one) => [one.id, one.name] as const),
    ])
    const codes: Record<string, string> = {
      ...texts.roles,
      ...texts.reaches,
      ...texts.states,
      ...texts.calendar.kinds,
      ...texts.audit.actions,
      ...texts.audit.access,
    }
    const fields: Record<string, string> = texts.audit.fields

    const said = (value: unknown): string => {
      if (value === null || value === undefined || value === '') return texts.audit.nothing
      if (typeof value === 'boolean') return value ? texts.audit.yes : texts.audit.no
      if (Array.isArray(value)) return value.map(said).join(', ')
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      const month = /^\d{4}-\d\d$/.test(text) ? format.month(text) : undefined
      return names.get(text) ?? codes[text] ?? month ?? text
    }
    // A change is kept as a pair: what was before, what is after.
    const line = (name: string, value: unknown) => {
      const isChange = Array.isArray(value) && value.length === 2 && name !== 'weekDays'
      return `${fields[name] ?? name}: ${isChange ? `${said(value[0])} → ${said(value[1])}` : said(value)}`
    }
    return {
      address: ({ details: { address } }: Entry) => (typeof address === 'string' ? address : ''),
      action: (entry: Entry) => codes[entry.action] ?? entry.action,
      // Nobody knows who has failed to sign in.
      actor: (entry: Entry) => entry.actorName ?? (entry.action.startsWith('sign_in') ? '' : texts.audit.server),
      subject: (entry: Entry) =>
        entry.subjectName ??
        names.get(entry.subjectId ?? '') ??
        (entry.subjectType === 'day'
          ? format.dayFull(entry.subjectId)
          : entry.subjectType === 'currency'
            ? (entry.subjectId ?? '')
            : ''),
      details: (entry: Entry) =>
        Object.entries(entry.details)
          .filter(([name]) => name !== 'address')
          .map(([name, value]) => line(name, value))
          .join('; '),
    }
  }, [texts, format, everybody, departments])
}
