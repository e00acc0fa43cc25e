import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Puts the answer of a command where the page reads it. What was asked before is called off: its answer would come later and be put over it. */
export async function putAnswer<Answer>(client: QueryClient, queryKey: QueryKey, answer: Answer): Promise<void> {
  await client.cancelQueries({ queryKey, exact: true })
  client.setQueryData<Answer>(queryKey, answer)
}
