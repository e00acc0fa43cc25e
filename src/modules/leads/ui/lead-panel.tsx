import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { Button } from '@mantine/core'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useState } from 'react'
import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { LeadClock } from './clock.tsx'
import { LeadActions, type LeadDeed } from './lead-actions.tsx'
import { LeadDialogs } from './lead-dialogs.tsx'
import { LeadEditor, LeadFacts } from './lead-fields.tsx'
import { LeadLog } from './lead-log.tsx'
import { LeadTwins } from './lead-twins.tsx'
import css from './leads.module.css'
import { type LeadCard, leadTitle, useLead, useLeadsTexts } from './use-leads.ts'

/** A lead at the right edge of the inbox; without an id it is shut. */
export function LeadPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const texts = useLeadsTexts()
  const { data: lead, error, refetch } = useLead(id)
  const [deed, setDeed] = useState<LeadDeed>()
  const isGone = error && ['NOT_FOUND', 'BAD_REQUEST'].includes(toApiError(error).code)
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      width={620}
      title={lead ? leadTitle(lead, texts.noName) : texts.list}
      footer={lead && <LeadActions lead={lead} busy={deed !== undefined} onDeed={setDeed} />}
    >
      {isGone ? (
        <EmptyState title={texts.card.gone} text={texts.card.goneText} />
      ) : lead ? (
        <Card key={lead.id} lead={lead} onDeed={setDeed} />
      ) : error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <SkeletonForm fields={6} />
      )}
      {lead && <LeadDialogs lead={lead} deed={deed} onDone={() => setDeed(undefined)} onGone={onClose} />}
    </SidePanel>
  )
}

function Card({ lead, onDeed }: { lead: LeadCard; onDeed: (deed: LeadDeed) => void }) {
  const texts = useLeadsTexts()
  const [edits, setEdits] = useState(false)
  if (edits) return <LeadEditor lead={lead} onClose={() => setEdits(false)} />
  return (
    <div className={css.card}>
      <div className={css.head}>
        <span>{texts.states[lead.state]}</span>
        <LeadClock lead={lead} alone />
      </div>
      {lead.text && <p className={css.said}>{lead.text}</p>}
      {(lead.phone ?? lead.email) && (
        <div className={css.reach}>
          {lead.phone && (
            <a
              href={callTarget(lead.phone)}
              onClick={() => lead.may.work && onDeed({ kind: 'contact', channel: 'call' })}
            >
              <IconPhone size={16} aria-hidden />
              {shownPhone(lead.phone)}
            </a>
          )}
          {lead.email && (
            <a
              href={`mailto:${lead.email}`}
              onClick={() => lead.may.work && onDeed({ kind: 'contact', channel: 'email' })}
            >
              <IconMail size={16} aria-hidden />
              {lead.email}
            </a>
          )}
        </div>
      )}
      <LeadTwins lead={lead} />
      <section className={css.block}>
        <LeadFacts lead={lead} />
      </section>
      {lead.may.edit && (
        <div>
          <Button variant="default" onClick={() => setEdits(true)}>
            {texts.card.edit}
          </Button>
        </div>
      )}
      <section className={css.block}>
        <h3>{texts.card.history}</h3>
        <LeadLog log={lead.log} />
      </section>
    </div>
  )
}
