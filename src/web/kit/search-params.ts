import { z } from 'zod'

/** A list in the address: `owner=a,b`. Takes the schema of one item, gives a schema of the list. */
export function listParam<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item).optional(),
  )
}
