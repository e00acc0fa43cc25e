/** A hand that presses twice takes no longer; after it the same words are meant once more. */
const SECOND_PRESS_MS = 500

let last: { said: string; answer: Promise<Response> } | undefined

/** The second press of a command that goes in turn has the version that the first has made: no other words. */
const meant = (body: string) =>
  body && JSON.stringify(JSON.parse(body), (name, value: unknown) => (name === 'version' ? undefined : value))

/**
 * A button pressed twice, Enter pressed twice, make one thing: a write that says the same as the one before it is not sent while that one is on its
 * way and shortly after it has succeeded; it is given the same answer. After another write it is meant: on, off, on.
 */
export async function sendOnce(request: Request, send: () => Promise<Response>): Promise<Response> {
  // A file is named anew each time, and is too much to be compared. What has no body is told by its address.
  const kind = request.headers.get('content-type')
  if (kind !== null && !kind.startsWith('application/json')) return send()
  const said = `${request.method} ${request.url} ${meant(await request.clone().text())}`
  if (last?.said !== said) {
    const sent = { said, answer: send() }
    const forget = () => {
      if (last === sent) last = undefined
    }
    last = sent
    sent.answer.then(({ ok }) => (ok ? void setTimeout(forget, SECOND_PRESS_MS) : forget()), forget)
  }
  return (await last.answer).clone()
}
