/** Named records as choices of a field; nothing while they are on their way. */
export function optionsOf(named: readonly { id: string; name: string }[] = []): { value: string; label: string }[] {
  return named.map(({ id, name }) => ({ value: id, label: name }))
}
