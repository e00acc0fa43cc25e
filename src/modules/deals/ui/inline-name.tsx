import { TextInput } from '@mantine/core'
import { useFieldText } from '#web/kit/use-field-text.ts'
import css from './settings.module.css'

type Props = { value: string; label: string; onSave: (name: string) => void }

/** A name that is edited where it stands: saved by Enter and by leaving it, Escape brings the old one back. */
export function InlineName({ value, label, onSave }: Props) {
  const { text, write, leave, restore } = useFieldText(value, (name) => name !== '' && onSave(name))
  return (
    <TextInput
      aria-label={label}
      value={text}
      maxLength={200}
      variant="unstyled"
      className={css.name ?? ''}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => (text.trim() === '' ? restore() : leave())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') restore()
      }}
    />
  )
}
