import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import type { Editor } from './use-client-edit.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'

/** Labels, proposed from those in use; saved by leaving. */
export function TagsEditor({ editor, label, value }: { editor: Editor; label: string; value: readonly string[] }) {
  const texts = useClientsTexts()
  const { data } = useChoices()
  const [tags, setTags] = useState([...value])
  const save = () => (tags.join('\n') === value.join('\n') ? editor.cancel() : editor.save({ tags }))
  return (
    <TagsInput
      {...ownEscape}
      aria-label={label}
      placeholder={texts.card.addTag}
      data={data?.tags ?? []}
      value={tags}
      maxLength={50}
      maxTags={30}
      autoFocus
      acceptValueOnBlur
      onChange={setTags}
      onBlur={save}
    />
  )
}
