/** Nothing can be said of the letter: the line or the whole hub is away. Whoever waits goes on waiting. */
export class HubAway extends Error {
  readonly retry_after_s: number
  constructor(message: string, retry_after_s = 0) {
    super(message)
    this.name = 'HubAway'
    this.retry_after_s = retry_after_s
  }
}

/** The hub does not let us in: a person has to act, at our house or at the hub. */
export class HubForbids extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'HubForbids'
  }
}

export const words_of = (error: unknown): string => (error instanceof Error ? error.message : String(error))
