/** What a run of the certification tells: to the vendor (`/lien-thong/certification`) and to the Sở's screen. */

export type StepCode =
  'token' | 'send' | 'repeat' | 'refusal' | 'receive' | 'answer' | 'bad-signature' | 'correction' | 'return'

export type StepState = 'waiting' | 'open' | 'passed' | 'failed'

export type StepLine = {
  code: StepCode
  state: StepState
  started_at: string | null
  ended_at: string | null
  /** What was found, in a sentence. */
  says: string
}

/** As its maker declares it; nothing is concluded from it. */
export type Software = { vendor: string; product: string; version: string }

export type RunState = 'open' | 'passed' | 'failed' | 'abandoned'

/** What to do now. */
export type NextStep = {
  code: StepCode
  vi: string
  en: string
  deadline: string
  /** Where that is done at this hub. */
  links: string[]
  /** The letter the step is about: an identity (urn:uuid). */
  document?: string
  silent_from?: string
  silent_until?: string
}

export type Run = {
  id: string
  facility: string
  state: RunState
  software: Software
  partner: { code: string; name: string }
  steps: StepLine[]
  next: NextStep | null
  /** Once it has ended: the signed report and the same in words. */
  report: { jws: string; text: string; valid_until: string | null } | null
}

export type RunLine = {
  facility: string
  id: string
  name: string
  software: Software
  state: RunState
  steps: StepLine[]
  opened_at: string
  closed_at: string | null
  valid_until: string | null
  withdrawn_at: string | null
  reason: string
  jws: string | null
}
