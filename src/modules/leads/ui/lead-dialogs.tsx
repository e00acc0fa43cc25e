import { api } from '#web/api.ts'
import { useGo } from '#web/kit/routing.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { ContactDialog } from './contact-dialog.tsx'
import { ConvertDialog } from './convert-dialog.tsx'
import type { LeadDeed } from './lead-actions.tsx'
import { RejectDialog, ReturnDialog } from './reason-dialogs.tsx'
import { commandLead, type LeadCard, useLeadsTexts, useLeadWork } from './use-leads.ts'

type Props = {
  lead: LeadCard
  deed: LeadDeed | undefined
  onDone: () => void
  /** The lead is not the reader's any more. */
  onGone: () => void
}

/** The dialogs of a lead; at most one is open. */
export function LeadDialogs({ lead, deed, onDone, onGone }: Props) {
  const texts = useLeadsTexts()
  const work = useLeadWork()
  const undo = useUndoToast()
  const go = useGo()
  return (
    <>
      <ContactDialog
        key={deed?.kind === 'contact' ? deed.channel : 'none'}
        opened={deed?.kind === 'contact'}
        channel={deed?.kind === 'contact' ? deed.channel : 'call'}
        onCancel={onDone}
        onDone={async (contact) => {
          if (await work(() => commandLead(lead, ({ id }) => api.leads.contact({ id, ...contact })))) onDone()
        }}
      />
      <ConvertDialog
        lead={lead}
        opened={deed?.kind === 'convert'}
        onClose={onDone}
        onMade={(dealId) => {
          onDone()
          go({ to: `/deals/${dealId}` })
        }}
      />
      <ReturnDialog
        opened={deed?.kind === 'giveBack'}
        onCancel={onDone}
        onDone={async (answer) => {
          const done = await work(() => commandLead(lead, (own) => api.leads.giveBack({ ...own, ...answer })))
          if (!done) return
          say(texts.said.returned(done.owner?.name ?? null))
          onDone()
          onGone()
        }}
      />
      <RejectDialog
        opened={deed?.kind === 'reject'}
        onCancel={onDone}
        onDone={async (answer) => {
          const done = await work(() => commandLead(lead, (own) => api.leads.reject({ ...own, ...answer })))
          if (!done) return
          undo({
            text: texts.said.rejected,
            onUndo: () => work(() => commandLead(done, (own) => api.leads.restore(own))),
          })
          onDone()
        }}
      />
      <AssignDialog ids={[lead.id]} opened={deed?.kind === 'assign'} onClose={onDone} />
    </>
  )
}
