/** It will never arrive, however often it is tried: the mailbox does not exist, the bot is blocked. */
export class Undeliverable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Undeliverable'
  }
}

/** The receiver asks to wait: it is tried again then and not earlier. */
export class TooEarly extends Error {
  readonly waitS: number

  constructor(message: string, waitS: number) {
    super(message)
    this.name = 'TooEarly'
    this.waitS = waitS
  }
}
