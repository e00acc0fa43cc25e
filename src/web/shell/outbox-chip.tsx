import { Button, Popover, UnstyledButton } from '@mantine/core'
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs'
import { useState } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { Link } from '../kit/routing.tsx'
import type { KeptWrite } from '../outbox/letter-box.ts'
import { forget, sendAgain } from '../outbox/outbox.ts'
import { useKeptWrites } from '../outbox/use-outbox.ts'
import css from './outbox-chip.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** How many quick writes wait for the network; a refused one is shown until somebody decides about it. */
export function OutboxChip() {
  const { outbox: texts } = useShellTexts()
  const writes = useKeptWrites()
  const [opened, setOpened] = useState(false)
  if (writes.length === 0) return null
  const refused = writes.filter(({ refusal }) => refusal !== null).length
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(380px, calc(100vw - 16px))"
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={css.chip}
          data-refused={refused > 0 || undefined}
          onClick={() => setOpened(!opened)}
          role="status"
        >
          <IconCloudOff size={16} stroke={1.6} aria-hidden />
          {refused > 0 ? texts.refused(refused) : texts.waiting(writes.length)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={css.panel ?? ''} aria-label={texts.title}>
        <ul className={css.list}>
          {writes.map((write) => (
            <Line key={write.key} write={write} onOpen={() => setOpened(false)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function Line({ write, onOpen }: { write: KeptWrite; onOpen: () => void }) {
  const { outbox: texts } = useShellTexts()
  const format = useFormat()
  const { refusal } = write
  return (
    <li>
      <strong>{write.title}</strong>
      <small>{format.time(new Date(write.madeAt).toISOString())}</small>
      {refusal ? (
        <>
          <p role="alert">{refusal.sentence || refusal.code}</p>
          <div className={css.actions}>
            <Link to={write.page} onClick={onOpen}>
              {texts.open}
            </Link>
            <Button variant="default" onClick={() => void sendAgain(write)}>
              {texts.again}
            </Button>
            <Button variant="subtle" onClick={() => void forget(write.key)}>
              {texts.drop}
            </Button>
          </div>
        </>
      ) : (
        <p>{texts.willGo}</p>
      )}
    </li>
  )
}
