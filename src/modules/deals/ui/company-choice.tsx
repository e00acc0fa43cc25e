import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { Editor } from './use-deal-edit.ts'
import { ChoiceFrame } from '#web/kit/inline-editors.tsx'
import { useDealsTexts, useReference } from './use-deals.ts'

/** Marks the option that makes a company of what was typed. */
const NEW = 'new:'

type Props = {
  label?: string
  'aria-label'?: string
  value: string | null
  onChange: (id: string | null, name?: string) => void
  /** The company chosen already. */
  chosen?: { id: string; name: string } | null | undefined
  /** One that is not there yet may be made on the spot. */
  mayAdd?: boolean
  error?: string | undefined
}

/** A company, looked up by name or ИНН as one types. */
export function CompanyChoice({ value, onChange, chosen, mayAdd = false, ...field }: Props) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const { data: reference } = useReference()
  const client = useQueryClient()
  const [added, setAdded] = useState<Option>()
  const offersNew = mayAdd && reference?.may.create
  const load = async (text: string): Promise<Option[]> => {
    const name = text.trim()
    const { rows } = await api.clients.companies({ limit: 10, ...(name && { text: name }) })
    const found = rows.map((row) => ({ value: row.id, label: row.name, ...(row.inn && { detail: row.inn }) }))
    const isKnown = found.some(({ label }) => label.toLowerCase() === name.toLowerCase())
    if (!offersNew || name.length < 2 || isKnown) return found
    return [...found, { value: NEW + name, label: texts.form.addCompany(name) }]
  }
  const choose = async (next: string | null, label?: string) => {
    if (!next?.startsWith(NEW)) {
      onChange(next, label)
      return
    }
    const name = next.slice(NEW.length)
    try {
      const { id } = await api.clients.addCompany({ name })
      setAdded({ value: id, label: name })
      void client.invalidateQueries({ queryKey: ['options', 'deals', 'companies'] })
      void client.invalidateQueries({ queryKey: ['clients'] })
      onChange(id, name)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const known = chosen && chosen.id === value ? { value: chosen.id, label: chosen.name } : undefined
  return (
    <Choice
      {...field}
      value={value}
      onChange={(next, label) => void choose(next, label)}
      clearable
      load={load}
      loadKey={['deals', 'companies', offersNew]}
      chosen={added && added.value === value ? added : known}
    />
  )
}

/** The company of a deal, edited on its card. */
export function CompanyEditor({
  editor,
  label,
  company,
}: {
  editor: Editor
  label: string
  company: { id: string; name: string } | null
}) {
  return (
    <ChoiceFrame onLeave={editor.cancel}>
      <CompanyChoice
        data-mantine-stop-propagation
        aria-label={label}
        value={company?.id ?? null}
        chosen={company}
        mayAdd
        onChange={(companyId, name) => (companyId === company?.id ? editor.cancel() : editor.save({ companyId }, name))}
      />
    </ChoiceFrame>
  )
}
