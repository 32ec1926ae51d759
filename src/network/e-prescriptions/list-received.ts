import { local_date, local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { list_stuck, name_facilities } from '../exchange/index.ts'
import type { ReceivedLine, ReceivedList } from './contract.ts'
import { is_hidden, shown_name } from './look-up.ts'
import { list_received_rows, type ReceivedPrescription } from './received-store.ts'

const shown_max = 200

const state_of = ({ letter, body }: ReceivedPrescription): ReceivedLine['state'] => {
  if (letter.state === 'rejected') return 'declined'
  if (letter.superseded !== null) return 'replaced'
  if (letter.verdict === 'red' || body === null) return 'unsound'
  if (letter.state === 'completed') return 'done'
  if (body.collect_until < local_date(new Date())) return 'expired'
  return letter.state === 'accepted' ? 'partly' : 'new'
}

const to_line = (one: ReceivedPrescription, name_of: (code: string) => string): ReceivedLine => {
  const { letter, body } = one
  return {
    ...{ letter: letter.id, code: one.code ?? '', sender: name_of(letter.sender), state: state_of(one) },
    ...{ patient: body ? shown_name(body) : '', is_hidden: body !== null && is_hidden(body) },
    prescriber: body?.prescriber.name ?? '',
    received_at: local_time(letter.received_at),
    ...{ collect_until: body?.collect_until ?? '', lines: body?.lines.length ?? 0 },
    problem: letter.problem || letter.reason || one.problem,
  }
}

const open_states: ReadonlySet<ReceivedLine['state']> = new Set(['new', 'partly', 'unsound'])

/** What came by the hub for this house to hand out: what waits before what is done, the latest first. */
export const list_received = (store: Store, caller: Caller): Promise<ReceivedList> => {
  demand(caller, 'prescription.dispense')
  return store.unit(caller, async (unit) => {
    const found = await list_received_rows(unit, shown_max + 1)
    const senders = found.map(({ letter }) => letter.sender)
    const name_of = await name_facilities(unit, senders)
    const lines = found.slice(0, shown_max).map((one) => to_line(one, name_of))
    const is_open = ({ state }: ReceivedLine): boolean => open_states.has(state)
    unit.note({
      ...{ action: 'E', interaction: 'search-type', type: 'MedicationRequest' },
      ref: 'MedicationRequest?tray=received',
    })
    return {
      lines: [...lines.filter(is_open), ...lines.filter((one) => !is_open(one))],
      open: lines.filter(is_open).length,
      more: found.length > shown_max,
      stuck: await list_stuck(unit),
    }
  })
}
