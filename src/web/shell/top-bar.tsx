import { ActionIcon, UnstyledButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { lazy, Suspense } from 'react'
import { Avatar } from '../kit/avatar.tsx'
import type { Language } from '#core/i18n/language.ts'
import { KeyHint } from '../kit/key-hint.tsx'
import { usePhone } from '../kit/use-phone.ts'
import { useMaybeViewer } from '../session.tsx'
import { useParts } from './modules-context.tsx'
import { OutboxChip } from './outbox-chip.tsx'
import css from './top-bar.module.css'
import { useShellTexts } from './use-shell-texts.ts'

type Props = {
  title: string
  onSearch: () => void
  onHelp: () => void
  onSignOut: () => void
  onLanguage: (language: Language) => void
}

// The menu comes after the first picture; until then its button stands in.
const UserMenu = lazy(() => import('./user-menu.tsx').then((module) => ({ default: module.UserMenu })))

/** Search in the middle, the person at the right; on a phone the page's name instead of the field. */
export function TopBar({ title, onSearch, onHelp, onSignOut, onLanguage }: Props) {
  const texts = useShellTexts()
  const phone = usePhone()
  const viewer = useMaybeViewer()
  const { barParts } = useParts()
  return (
    <header className={css.bar}>
      {phone ? (
        <>
          <div className={css.title}>{title}</div>
          <ActionIcon aria-label={texts.searchTitle} onClick={onSearch}>
            <IconSearch size={20} />
          </ActionIcon>
        </>
      ) : (
        <UnstyledButton className={css.search} onClick={onSearch}>
          <IconSearch size={16} aria-hidden />
          <span>{texts.search}</span>
          <KeyHint keys="Ctrl+K" />
        </UnstyledButton>
      )}
      <div className={css.end}>
        <OutboxChip />
        {barParts.map(({ id, Piece }) => (
          <Suspense key={id} fallback={<span className={css.user} />}>
            <Piece />
          </Suspense>
        ))}
        <Suspense
          fallback={
            <span className={css.user}>
              <Avatar name={viewer?.name ?? ''} size={28} />
            </span>
          }
        >
          <UserMenu onHelp={onHelp} onSignOut={onSignOut} onLanguage={onLanguage} />
        </Suspense>
      </div>
    </header>
  )
}
