import { api } from '#web/api.ts'
import type { Option } from '#web/kit/choice.tsx'
import type { Editor } from './field.tsx'
import { ChoiceEditor } from './field-editors.tsx'

/** Looks companies up by what is typed. */
export async function findCompanies(text: string): Promise<Option[]> {
  const { rows } = await api.deals.companies({ text })
  return rows.map(({ id, name, inn }) => ({ value: id, label: name, ...(inn && { detail: inn }) }))
}

/** The company of a deal, chosen by typing. */
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
    <ChoiceEditor
      editor={editor}
      label={label}
      value={company?.id ?? null}
      chosen={company ? { value: company.id, label: company.name } : undefined}
      clearable
      load={findCompanies}
      loadKey={['deals', 'companies']}
      changes={(companyId) => ({ companyId })}
    />
  )
}
