import { api } from '#web/api.ts'

/** Companies whose names hold these words, as options of a filter; without words the first ones. */
export async function companyOptions(text: string): Promise<{ value: string; label: string }[]> {
  const { rows } = await api.clients.companies({ limit: 15, ...(text.trim() && { text: text.trim() }) })
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

/** How a company that was chosen before is called. */
export async function companyName(id: string): Promise<string> {
  return (await api.clients.company({ id })).name
}
