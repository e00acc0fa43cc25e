import { CloseButton, Popover, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useState, type ReactNode } from 'react'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import css from './list.module.css'

type Props = {
  label: string
  /** What is chosen, in a word or two. */
  said: string | undefined
  onClear: () => void
  /** Opens at once: it has just been added. */
  opened?: boolean
  children: (close: () => void) => ReactNode
}

/** A filter that is more than a list of ticks: a button that says what is chosen, and its own form. */
export function PopFilter({ label, said, onClear, opened: first = false, children }: Props) {
  const texts = useKitTexts()
  const [opened, setOpened] = useState(first)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
      <div className={css.filter} data-active={said !== undefined || undefined}>
        <Popover.Target>
          <UnstyledButton className={css.filterButton} onClick={() => setOpened(!opened)}>
            <span>{label}</span>
            {said ? <strong>{said}</strong> : <IconChevronDown size={14} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        {said && <CloseButton size="sm" aria-label={`${texts.clear}: ${label}`} onClick={onClear} />}
      </div>
      <Popover.Dropdown className={css.filterForm}>{children(() => setOpened(false))}</Popover.Dropdown>
    </Popover>
  )
}
