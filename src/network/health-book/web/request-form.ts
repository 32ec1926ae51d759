import { useState } from 'react'
import type { Scan } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../../chart/patients/contract.ts'
import type { AskedAs, RequestText, RequestWish } from '../contract.ts'

export type Channel = RequestWish['channel']

/** What has been typed; what nobody touched yet is undefined and follows the person's chart. */
type Typed = {
  asked_as?: AskedAs
  asked_by?: string
  relation?: string
  phone?: string
  channel?: Channel
  purpose?: string | undefined
  labels: string[]
  /** The child has heard it and agrees. */
  child_agrees: boolean
  scan?: Scan | undefined
}

export type RequestForm = Required<Omit<Typed, 'scan' | 'purpose'>> & {
  /** undefined: her own care. */
  purpose: string | undefined
  scan: Scan | undefined
  /** Who may speak at her age, for what is asked. */
  speakers: AskedAs[]
  change: (next: Partial<Typed>) => void
}

const speakers_of = (needed: AskedAs): AskedAs[] =>
  needed === 'both' ? ['both'] : needed === 'representative' ? ['representative', 'both'] : ['person', 'representative']

/** The request as it stands: what the person's age and chart say, and what was typed over it. */
export const use_request_form = (
  person: PatientDetail,
  text: Pick<RequestText, 'must_ask' | 'channels' | 'years'> | undefined,
): RequestForm => {
  const [typed, set_typed] = useState<Typed>({ labels: [], child_agrees: false })
  const is_side = typed.purpose !== undefined || typed.labels.length > 0
  const needed = text ? (is_side ? text.must_ask.side : text.must_ask.care) : 'person'
  const below_seven = text?.must_ask.side === 'representative'
  const speakers = speakers_of(needed).filter((one) => !(below_seven && one === 'both'))
  const asked_as = typed.asked_as && speakers.includes(typed.asked_as) ? typed.asked_as : (speakers[0] ?? 'person')
  const kin = asked_as === 'person' ? undefined : person.contact
  const channel =
    typed.channel && text?.channels.includes(typed.channel) ? typed.channel : (text?.channels[0] ?? 'paper')
  return {
    ...{ asked_as, channel, speakers, labels: typed.labels, child_agrees: typed.child_agrees },
    asked_by: typed.asked_by ?? (asked_as === 'person' ? person.name : (kin?.name ?? '')),
    relation: typed.relation ?? kin?.relationship ?? '',
    phone: typed.phone ?? (asked_as === 'person' ? person.phone : kin?.phone) ?? '',
    ...{ purpose: typed.purpose, scan: typed.scan },
    change: (next) => set_typed((before) => ({ ...before, ...next })),
  }
}

/** What travels. */
export const wish_of = (form: RequestForm): RequestWish => ({
  ...{ channel: form.channel, asked_by: form.asked_by, labels: form.labels, asked_as: form.asked_as },
  ...(form.asked_as === 'person' ? {} : { relation: form.relation }),
  ...(form.purpose === undefined ? {} : { purpose: form.purpose }),
  ...(form.channel === 'otp' ? { phone: form.phone } : form.scan ? { paper: form.scan } : {}),
})

/** Nothing is missing that the server would ask for. */
export const is_ready = (form: RequestForm): boolean =>
  form.asked_by.trim() !== '' &&
  (form.asked_as === 'person' || form.relation.trim() !== '') &&
  (form.asked_as !== 'both' || form.child_agrees) &&
  (form.purpose === undefined || form.purpose.trim() !== '') &&
  (form.channel === 'otp' ? form.phone.trim() !== '' : form.scan !== undefined)
