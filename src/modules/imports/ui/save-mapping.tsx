import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './imports.module.css'
import { type ImportDetails, useImportTexts } from './use-imports.ts'

/** Keeps the mapping under a name, for the next file with the same headers. */
export function SaveMapping({ one }: { one: ImportDetails }) {
  const texts = useImportTexts()
  const errorText = useErrorText()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState(() => one.fileName.replace(/\.[a-z]{2,5}$/i, ''))
  const [problem, setProblem] = useState('')
  const save = async () => {
    try {
      await api.imports.saveMapping({ id: one.id, name })
      setOpened(false)
      say(texts.map.savedNow)
    } catch (error) {
      setProblem(errorText(error))
    }
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          {texts.map.saveAs}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.bar}>
          <TextInput
            label={texts.map.saveName}
            value={name}
            error={problem || null}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button onClick={() => void save()} disabled={name.trim() === ''}>
            {texts.map.saveAs}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
