import { shownPhone } from '#core/i18n/phone.ts'
import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import type { LeadView } from '../contract.ts'
import { LeadClock } from './clock.tsx'
import css from './leads.module.css'
import { type Lead, leadTitle, useLeadsTexts } from './use-leads.ts'

/** Columns of the inbox; who has it is not said in the list of one's own. */
export function useLeadColumns(view: LeadView): Column<Lead>[] {
  const texts = useLeadsTexts()
  const format = useFormat()
  return useMemo(() => {
    const { columns: words } = texts
    const columns: Column<Lead>[] = [
      {
        id: 'who',
        header: words.who,
        always: true,
        width: 190,
        least: 150,
        cell: (lead) => (
          <TwoLines first={leadTitle(lead, texts.noName)} second={lead.name !== null ? lead.companyName : null} />
        ),
      },
      {
        id: 'clock',
        header: words.clock,
        hint: words.clockHint,
        width: 184,
        sortable: true,
        cell: (lead) => <LeadClock lead={lead} />,
      },
      {
        id: 'need',
        header: words.need,
        width: 230,
        least: 170,
        cell: (lead) => (
          <span className={css.clip} title={[lead.product, lead.text].filter(Boolean).join('\n')}>
            {[lead.product, lead.text].filter(Boolean).join(' · ')}
          </span>
        ),
      },
      {
        id: 'contacts',
        header: words.contacts,
        width: 158,
        least: 158,
        cell: (lead) => (
          <TwoLines
            first={lead.phone ? shownPhone(lead.phone) : (lead.email ?? '')}
            second={lead.phone ? lead.email : null}
          />
        ),
      },
      {
        id: 'owner',
        header: words.owner,
        width: 150,
        least: 140,
        sortable: true,
        cell: (lead) => lead.owner?.name ?? <span className={css.quiet}>{texts.nobody}</span>,
      },
      {
        id: 'state',
        header: words.state,
        width: 92,
        sortable: true,
        cell: (lead) => texts.states[lead.state],
      },
      {
        id: 'source',
        header: words.source,
        width: 130,
        least: 110,
        spare: 1,
        sortable: true,
        cell: (lead) => <TwoLines first={lead.source?.name ?? texts.channels[lead.channel]} second={lead.campaign} />,
      },
      {
        id: 'received',
        header: words.received,
        width: 130,
        sortable: true,
        sortDownFirst: true,
        hidden: true,
        cell: (lead) => format.dateTime(lead.receivedAt),
      },
      { id: 'region', header: words.region, hidden: true, sortable: true, cell: (lead) => lead.region ?? '' },
    ]
    columns.push({ id: 'campaign', header: words.campaign, hidden: true, cell: (lead) => lead.campaign ?? '' })
    return columns.filter(({ id }) => !(id === 'owner' && view === 'mine'))
  }, [texts, format, view])
}
