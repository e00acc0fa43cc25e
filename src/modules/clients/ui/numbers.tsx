import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { Fragment } from 'react'
import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { formats } from '#core/i18n/format.ts'
import type { Email, Link, Phone } from '../contract.ts'
import css from './clients.module.css'
import { useClientsTexts } from './use-clients.ts'

/** Numbers as text, each with what it is. */
export function PhonesText({ phones }: { phones: readonly Phone[] }) {
  return (
    <span className={css.stack}>
      {phones.map(({ number, note }) => (
        <span key={number}>
          <span className={css.unbroken}>{shownPhone(number)}</span>
          {note && <span className={css.quiet}> {note}</span>}
        </span>
      ))}
    </span>
  )
}

/** Beside the numbers: a press calls. */
export function PhoneLinks({ phones }: { phones: readonly Phone[] }) {
  const { card } = useClientsTexts()
  const [first] = phones
  if (!first) return null
  return (
    <a className={css.act} href={callTarget(first.number)} aria-label={card.call} title={card.call}>
      <IconPhone size={16} />
    </a>
  )
}

export function EmailsText({ emails }: { emails: readonly Email[] }) {
  return (
    <span className={css.stack}>
      {emails.map(({ email, note }) => (
        <span key={email}>
          {/* A long address is broken before its sign and not inside of a word. */}
          {email.split('@').map((part, place) => (
            <Fragment key={place}>
              {place > 0 && <wbr />}
              {place > 0 ? `@${part}` : part}
            </Fragment>
          ))}
          {note && <span className={css.quiet}> {note}</span>}
        </span>
      ))}
    </span>
  )
}

export function EmailLinks({ emails }: { emails: readonly Email[] }) {
  const { card } = useClientsTexts()
  const [first] = emails
  return first ? (
    <a className={css.act} href={`mailto:${first.email}`} aria-label={card.write} title={card.write}>
      <IconMail size={16} />
    </a>
  ) : null
}

/** Links that open beside the program. */
export function LinksText({ links }: { links: readonly Link[] }) {
  return (
    <span className={css.stack}>
      {links.map(({ url, title }) => (
        <a
          key={url}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          title={url}
          onClick={(event) => event.stopPropagation()}
        >
          {title ?? url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}
        </a>
      ))}
    </span>
  )
}

/** Labels; `short`: on one line of a table. */
export function Tags({ tags, short = false }: { tags: readonly string[]; short?: boolean }) {
  const shown = short ? tags.slice(0, 1) : tags
  return (
    <span className={css.tags} data-short={short || undefined} title={short ? tags.join(', ') : undefined}>
      {shown.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
        </span>
      ))}
      {tags.length > shown.length && <small>{`+${tags.length - shown.length}`}</small>}
    </span>
  )
}

/** How probable it is that two are one: «89 %». */
export const scoreText = (score: number, language: 'ru' | 'en') => formats(language).share(score, { digits: 0 })
