import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import { useRef } from 'react'
import css from './fields.module.css'
import { useFieldsTexts } from './use-fields.ts'

export interface DraftOption {
  id?: string
  name: string
  archived?: boolean
}

type Props = { options: DraftOption[]; onChange: (options: DraftOption[]) => void }

/** Options of a choice in order; Enter makes the next one, one that records may have goes to the archive. */
export function OptionList({ options, onChange }: Props) {
  const texts = useFieldsTexts()
  const list = useRef<HTMLFieldSetElement>(null)
  const put = (index: number, change: Partial<DraftOption>) =>
    onChange(options.map((option, place) => (place === index ? { ...option, ...change } : option)))
  const add = () => {
    onChange([...options, { name: '' }])
    setTimeout(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1)?.focus())
  }
  const remove = (index: number) => {
    if (options[index]?.id) put(index, { archived: true })
    else onChange(options.toSpliced(index, 1))
  }
  return (
    <fieldset ref={list} className={`${css.legend} ${css.options}`}>
      <legend>{texts.options}</legend>
      {options.map((option, index) => (
        <div key={option.id ?? `new${index}`} data-archived={option.archived || undefined}>
          <TextInput
            aria-label={`${texts.optionName} ${index + 1}`}
            value={option.name}
            maxLength={200}
            onChange={(event) => put(index, { name: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <ActionIcon
            aria-label={`${texts.up}: ${option.name}`}
            title={texts.up}
            style={{ visibility: index === 0 ? 'hidden' : 'visible' }}
            onClick={() => onChange(options.toSpliced(index, 1).toSpliced(index - 1, 0, option))}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          {option.archived ? (
            <ActionIcon
              aria-label={texts.restoreOption(option.name)}
              title={texts.restoreOption(option.name)}
              onClick={() => put(index, { archived: false })}
            >
              <IconArchiveOff size={16} />
            </ActionIcon>
          ) : (
            <ActionIcon
              aria-label={texts.removeOption(option.name)}
              title={texts.removeOption(option.name)}
              onClick={() => remove(index)}
            >
              <IconArchive size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      <Button variant="subtle" onClick={add} style={{ alignSelf: 'flex-start' }}>
        {texts.addOption}
      </Button>
      {options.some(({ id }) => id) && <p className={css.hint}>{texts.optionsHint}</p>}
    </fieldset>
  )
}
