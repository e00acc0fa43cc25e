import { api } from '#web/api.ts'
import type { Option } from '#web/kit/choice.tsx'
import { ChoiceEditor } from '#web/kit/inline-editors.tsx'
import type { Editor } from './use-client-edit.ts'

type Props = {
  editor: Editor
  label: string
  company: { id: string; name: string } | null
  /** Not this one: a firm is no holding of its own. */
  except?: string
  field: 'parentId' | 'companyId'
}

/** Companies by name or ИНН, for choices. */
export async function companyOptions(text: string, except?: string): Promise<Option[]> {
  const name = text.trim()
  const { rows } = await api.clients.companies({ limit: 10, ...(name && { text: name }) })
  return rows
    .filter(({ id }) => id !== except)
    .map((row) => ({ value: row.id, label: row.name, ...(row.inn && { detail: row.inn }) }))
}

/** A company that a card points at, looked up as one types. */
export function CompanyEditor({ editor, label, company, except, field }: Props) {
  return (
    <ChoiceEditor
      editor={editor}
      label={label}
      value={company?.id ?? null}
      chosen={company ? { value: company.id, label: company.name } : undefined}
      clearable
      load={(text) => companyOptions(text, except)}
      loadKey={['clients', 'companies', except]}
      changes={(id) => ({ [field]: id })}
    />
  )
}
