import { ActionIcon, Button, Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import { useEffect } from 'react'
import { api } from '#web/api.ts'
import { latinKey } from '#web/kit/keys.ts'
import { say } from '#web/kit/toast.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import type { contactChannels } from '../contract.ts'
import css from './leads.module.css'
import { commandLead, type LeadCard, useLeadsTexts, useLeadWork } from './use-leads.ts'

/** What is about to be done with a lead and asks something first. */
export type LeadDeed =
  | { kind: 'contact'; channel: (typeof contactChannels)[number] }
  | { kind: 'convert' | 'giveBack' | 'reject' | 'assign' }

type Props = {
  lead: LeadCard
  /** A dialog asks something: letters are its own. */
  busy: boolean
  onDeed: (deed: LeadDeed) => void
}

/** The buttons of a lead: the next thing to do is the main one. */
export function LeadActions({ lead, busy, onDeed }: Props) {
  const texts = useLeadsTexts()
  const words = texts.actions
  const phone = usePhone()
  const work = useLeadWork()
  const { may } = lead
  const mayTake = may.accept && lead.state !== 'accepted'
  // The card shows it by itself, and a toast would lie over the next button.
  const accept = () => void work(() => commandLead(lead, ({ id }) => api.leads.accept({ id })))
  useLeadKeys(busy || !may.work, {
    ...(mayTake && { a: accept }),
    c: () => onDeed({ kind: 'contact', channel: 'call' }),
    d: () => onDeed({ kind: 'convert' }),
    r: () => onDeed({ kind: 'giveBack' }),
  })
  if (may.restore) {
    const restore = async () => {
      const done = await work(() => commandLead(lead, (own) => api.leads.restore(own)))
      if (done) say(texts.said.restored)
    }
    return <Button onClick={() => void restore()}>{lead.state === 'spam' ? words.notSpam : words.restore}</Button>
  }
  if (!may.work) return null
  const isAnswered = lead.respondedAt !== null
  const back = { kind: 'giveBack' as const, label: words.giveBack }
  const others = [
    // There is room for three buttons on a phone.
    ...(phone ? [back] : []),
    ...(may.assign ? [{ kind: 'assign' as const, label: words.assign }] : []),
    { kind: 'reject' as const, label: words.reject },
  ]
  return (
    <div className={css.footer}>
      {mayTake && (
        <Button title={`${words.accept} (A)`} onClick={accept}>
          {words.accept}
        </Button>
      )}
      <Button
        variant={lead.state === 'accepted' && !isAnswered ? 'filled' : 'default'}
        title={`${words.contact} (C)`}
        onClick={() => onDeed({ kind: 'contact', channel: 'call' })}
      >
        {words.contact}
      </Button>
      <Button
        variant={isAnswered ? 'filled' : 'default'}
        title={`${words.convert} (D)`}
        onClick={() => onDeed({ kind: 'convert' })}
      >
        {words.convert}
      </Button>
      {!phone && (
        <Button variant="default" title={`${back.label} (R)`} onClick={() => onDeed(back)}>
          {back.label}
        </Button>
      )}
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon variant="default" size="var(--control)" aria-label={words.more} title={words.more}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map(({ kind, label }) => (
            <Menu.Item key={kind} onClick={() => onDeed({ kind })}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** Letters of an open lead, in any layout; what is being typed is left alone. */
function useLeadKeys(off: boolean, deeds: Record<string, () => void>): void {
  useEffect(() => {
    if (off) return
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [role="menu"]')
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      const deed = deeds[latinKey(event)]
      if (!deed) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
