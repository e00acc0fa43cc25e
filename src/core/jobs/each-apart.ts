/**
 * Does work for each in turn, of companies above all: what fails for one does not keep the others from theirs, and is told when all had their turn.
 * Gives what each gave.
 * @throws Error what failed, when it was one; AggregateError for several
 */
export async function eachApart<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = []
  const failed: unknown[] = []
  for (const item of items) {
    try {
      done.push(await work(item))
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length === 1) throw failed[0]
  if (failed.length > 1) throw new AggregateError(failed, `${failed.length} of ${items.length} failed`)
  return done
}
