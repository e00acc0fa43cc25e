import { z } from 'zod'

/** A list in the address: `owner=a,b`. Takes the schema of one item, gives a schema of the list. */
export function listParam<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (typeof value === 'string' ? listOfText(value) : value), z.array(item).optional())
}

/** A list as an address holds it: a comma that belongs to a value has a backslash before it. */
export function textOfList(values: readonly (string | number | boolean | null | undefined)[]): string {
  return values.map((value) => String(value ?? '').replaceAll(/[\\,]/g, String.raw`\$&`)).join(',')
}

function listOfText(text: string): string[] {
  const values = text.match(/(?:\\.|[^\\,])+/gsu) ?? []
  return values.map((value) => value.replaceAll(/\\(.)/gsu, '$1'))
}
