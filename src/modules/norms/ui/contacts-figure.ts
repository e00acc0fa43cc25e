import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Figure } from '#web/kit/figure.tsx'
import type { NormKind } from '../contract.ts'
import { useNormsTexts } from './use-norms.ts'

export interface ContactsAsked {
  personId: string
  name: string
  period: string
  kind?: NormKind | undefined
}

const RECORDS = 100

/** How the figure of a person and a period opens: its contacts, and those that do not count. */
export function useContactsLoader() {
  const texts = useNormsTexts()
  const format = useFormat()
  return useCallback(
    async ({ personId, name, period, kind }: ContactsAsked): Promise<Figure> => {
      const { rows, counted, bare } = await api.norms.contacts({
        personId,
        period,
        ...(kind && { kind }),
        limit: RECORDS,
      })
      return {
        title: texts.figure.title(name, kind ? texts.kinds[kind] : texts.allKinds),
        value: format.number(counted),
        formula: texts.figure.formula,
        period: format.period(period),
        scope: name,
        ...(bare > 0 && { note: texts.figure.bare(format.number(bare)) }),
        records: rows.map((row) => ({
          id: row.id,
          label: row.companyName ?? row.dealTitle ?? texts.kinds[row.kind],
          detail: [format.dateTime(row.at), texts.kinds[row.kind], row.result ?? ''].filter(Boolean).join(' · '),
          value: row.missing ? texts.figure.missing[row.missing] : '',
          ...(row.dealId
            ? { target: { to: `/deals/${row.dealId}` } }
            : row.companyId
              ? { target: { to: `/clients/${row.companyId}` } }
              : {}),
        })),
      }
    },
    [texts, format],
  )
}

/** The same for what is chosen now; undefined while it loads or nothing is chosen. */
export function useContactsFigure(asked: ContactsAsked | undefined): Figure | undefined {
  const load = useContactsLoader()
  const { data } = useQuery({
    queryKey: ['norms', 'contacts', asked],
    queryFn: () => load(asked ?? { personId: '', name: '', period: '' }),
    enabled: asked !== undefined,
  })
  return asked ? data : undefined
}
