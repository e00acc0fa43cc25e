import { useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useDealsTexts, useReference } from './use-deals.ts'

/** Before the name of a contact that is not there yet. */
const NEW = 'new:'

type Props = {
  label: string
  /** Whose people come first; a new one becomes one of them. */
  companyId: string | null
  onChange: (id: string | null) => void
}

/** A contact, looked up by name or phone as one types: those of the company first, then all others. */
export function ContactChoice({ label, companyId, onChange }: Props) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const client = useQueryClient()
  const { data: reference } = useReference()
  const load = async (text: string): Promise<Option[]> => {
    const name = text.trim()
    const asked = { limit: 10, ...(name && { text: name }) }
    const own = companyId ? (await api.clients.contacts({ ...asked, companyId })).rows : []
    const others = name || !companyId ? (await api.clients.contacts(asked)).rows : []
    const rows = [...own, ...others.filter(({ id }) => !own.some((one) => one.id === id))]
    const found = rows.map(({ id, fullName, jobTitle, company, phone }) => ({
      value: id,
      label: fullName,
      detail: [jobTitle, company?.name, phone].filter(Boolean).join(' · '),
    }))
    const isKnown = found.some((option) => option.label.toLowerCase() === name.toLowerCase())
    if (!reference?.may.create || name.length < 2 || isKnown) return found
    return [...found, { value: NEW + name, label: texts.contacts.addNew(name) }]
  }
  const choose = async (next: string | null) => {
    if (!next?.startsWith(NEW)) {
      onChange(next)
      return
    }
    try {
      const { id } = await api.clients.addContact({ fullName: next.slice(NEW.length), companyId })
      void client.invalidateQueries({ queryKey: ['options', 'deals', 'contacts'] })
      void client.invalidateQueries({ queryKey: ['clients'] })
      onChange(id)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <Choice
      data-mantine-stop-propagation
      aria-label={label}
      placeholder={texts.contacts.find}
      value={null}
      onChange={(next) => void choose(next)}
      load={load}
      loadKey={['deals', 'contacts', companyId]}
    />
  )
}
