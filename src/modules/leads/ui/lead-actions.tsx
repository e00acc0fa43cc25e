import { ActionIcon, Button, Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import type { contactChannels } from '../contract.ts'
import css from './leads.module.css'
import { type LeadCard, useLeadsTexts, useLeadWork } from './use-leads.ts'

/** What is about to be done with a lead and asks something first. */
export type LeadDeed =
  | { kind: 'contact'; channel: (typeof contactChannels)[number] }
  | { kind: 'convert' | 'giveBack' | 'reject' | 'assign' }

/** The buttons of a lead: the next thing to do is the main one. */
export function LeadActions({ lead, onDeed }: { lead: LeadCard; onDeed: (deed: LeadDeed) => void }) {
  const texts = useLeadsTexts()
  const words = texts.actions
  const phone = usePhone()
  const work = useLeadWork()
  const { may } = lead
  if (may.restore) {
    const restore = async () => {
      const done = await work(() => api.leads.restore({ id: lead.id, version: lead.version }))
      if (done) say(texts.said.restored)
    }
    return <Button onClick={() => void restore()}>{lead.state === 'spam' ? words.notSpam : words.restore}</Button>
  }
  if (!may.work) return null
  // The card shows it by itself, and a toast would lie over the next button.
  const accept = () => void work(() => api.leads.accept({ id: lead.id }))
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
      {may.accept && lead.state !== 'accepted' && <Button onClick={accept}>{words.accept}</Button>}
      <Button
        variant={lead.state === 'accepted' && !isAnswered ? 'filled' : 'default'}
        onClick={() => onDeed({ kind: 'contact', channel: 'call' })}
      >
        {words.contact}
      </Button>
      <Button variant={isAnswered ? 'filled' : 'default'} onClick={() => onDeed({ kind: 'convert' })}>
        {words.convert}
      </Button>
      {!phone && (
        <Button variant="default" onClick={() => onDeed(back)}>
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
