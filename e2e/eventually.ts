const LIMIT_MS = 30_000

/** Asks again and again until the answer is so: what a page sends goes a moment after what it shows. @throws Error that tells what has not come */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isSo: (answer: Answer) => boolean,
  otherwise: string,
): Promise<Answer> {
  for (const until = Date.now() + LIMIT_MS; ;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (Date.now() > until) throw new Error(`${otherwise}: ${JSON.stringify(answer).slice(0, 300)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
