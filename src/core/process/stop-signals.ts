/** Ends a wait or a step when the process is asked to stop; the reason tells why. */
export type Stop = AbortController

/**
 * Turns Ctrl-C, SIGTERM, a closed terminal and the end of the program that started us into one stop.
 * A repeated signal changes nothing: npm, the terminal and the boot script may all send one.
 */
export function stopOnSignals(): Stop {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  if (process.connected) process.on('disconnect', () => stop.abort())
  return stop
}

/** Resolves when a stop is asked for. */
export function stopped({ signal }: Stop): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
