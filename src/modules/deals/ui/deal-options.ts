import { api } from '#web/api.ts'

/** Deals to choose from: those found by the text, without one the first of the list. */
export async function dealOptions(text: string): Promise<{ value: string; label: string; detail: string }[]> {
  const { rows } =
    text.trim() === '' ? await api.deals.list({ limit: 10 }) : await api.deals.search({ text, limit: 10 })
  return rows.map(({ id, title, stage }) => ({ value: id, label: title, detail: stage.name }))
}
