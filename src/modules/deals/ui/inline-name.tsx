import { TextInput } from '@mantine/core'
import { useState } from 'react'
import css from './settings.module.css'

type Props = { value: string; label: string; onSave: (name: string) => void }

/** A name that is edited where it stands: saved by Enter and by leaving it, Escape brings the old one back. */
export function InlineName({ value, label, onSave }: Props) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  const save = () => {
    const name = text.trim()
    if (name === '' || name === value) setText(value)
    else onSave(name)
  }
  return (
    <TextInput
      aria-label={label}
      value={text}
      maxLength={200}
      variant="unstyled"
      className={css.name ?? ''}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setText(value)
      }}
    />
  )
}
