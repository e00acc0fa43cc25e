import { Button } from '@mantine/core'
import IconUsersPlus from '@tabler/icons-react/dist/esm/icons/IconUsersPlus.mjs'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import css from './deals.module.css'
import { TeamDialog } from './team-dialog.tsx'
import { type Card, useDealsTexts } from './use-deals.ts'

/** Who of ours works on the deal and how the credit is split; nothing while it is the owner's alone and the reader splits nothing. */
export function DealTeam({ card }: { card: Card }) {
  const texts = useDealsTexts()
  const words = texts.team
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  if (card.team.length === 0 && !card.may.split) return null
  return (
    <section aria-label={words.title}>
      <div className={css.subheadLine}>
        <h3 className={css.subhead}>{words.title}</h3>
        {card.may.split && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconUsersPlus size={14} />}
            onClick={() => setEditing(true)}
          >
            {card.team.length > 0 ? words.edit : words.add}
          </Button>
        )}
      </div>
      {card.team.length === 0 ? (
        <p className={css.quiet}>{words.empty}</p>
      ) : (
        <ul className={css.people}>
          {card.team.map(({ id, name, share, isOwner }) => (
            <li key={id}>
              <div className={css.personText}>
                <PersonName name={name} />
                {isOwner && <small>{words.owner}</small>}
              </div>
              <strong className={css.share}>
                {format.share(share, { digits: Number.isInteger(Math.round(share * 10_000) / 100) ? 0 : 2 })}
              </strong>
            </li>
          ))}
        </ul>
      )}
      {editing && <TeamDialog card={card} onClose={() => setEditing(false)} />}
    </section>
  )
}
