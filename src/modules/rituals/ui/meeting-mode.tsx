import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import { BlockContent } from './block-content.tsx'
import { BlockNote } from './block-note.tsx'
import { Clock } from './clock.tsx'
import { DecisionForm } from './decisions.tsx'
import css from './meeting-mode.module.css'
import { type Ritual, useRitualsTexts, useRitualWork } from './use-rituals.ts'

/** For the screen of a meeting room: big type, one block a screen, arrows, the clock. */
export function MeetingMode({ ritual, onClose }: { ritual: Ritual; onClose: () => void }) {
  useFocusBack()
  const texts = useRitualsTexts()
  const words = texts.page
  const format = useFormat()
  const work = useRitualWork(ritual.key)
  const [place, setPlace] = useState(0)
  const last = ritual.blocks.length - 1
  const block = ritual.blocks[place]
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      // In a field the arrows move the cursor.
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="combobox"]')) return
      if (event.key === 'ArrowRight' || event.key === 'PageDown') setPlace((now) => Math.min(last, now + 1))
      if (event.key === 'ArrowLeft' || event.key === 'PageUp') setPlace((now) => Math.max(0, now - 1))
    }
    window.addEventListener('keydown', turn)
    return () => window.removeEventListener('keydown', turn)
  }, [last])
  if (!block) return null
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      withCloseButton={false}
      transitionProps={{ duration: 100 }}
      aria-label={ritual.name}
      classNames={{ body: css.body }}
    >
      <div className={css.screen}>
        <header className={css.head}>
          <span>{ritual.person ? texts.of(ritual.name, ritual.person.name) : ritual.name}</span>
          <span>{words.of(format.number(place + 1), format.number(last + 1))}</span>
          <Clock ritual={ritual} />
          {ritual.may.lead && ritual.state !== 'running' && ritual.state !== 'held' && (
            <Button onClick={() => void work(() => api.rituals.start({ key: ritual.key }))}>{words.start}</Button>
          )}
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
        </header>
        <h1>{texts.blocks[block.kind]}</h1>
        <div className={css.content}>
          <BlockContent block={block} />
          <BlockNote key={block.kind} ritual={ritual} block={block.kind} />
          {ritual.may.lead && ritual.state !== 'cancelled' && <DecisionForm ritual={ritual} />}
        </div>
        <footer className={css.foot}>
          <Button variant="default" disabled={place === 0} onClick={() => setPlace(place - 1)}>
            {words.previousBlock}
          </Button>
          <small>{words.keys}</small>
          {place === last && ritual.may.lead && ritual.state === 'running' ? (
            <Button onClick={() => void work(() => api.rituals.end({ key: ritual.key })).then(onClose)}>
              {words.end}
            </Button>
          ) : (
            <Button disabled={place === last} onClick={() => setPlace(place + 1)}>
              {words.nextBlock}
            </Button>
          )}
        </footer>
      </div>
    </Modal>
  )
}
