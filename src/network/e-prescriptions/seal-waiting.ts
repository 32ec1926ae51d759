import { Failure } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { find_prescription, seal_prescription } from '../../departments/prescribing/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { read_code } from '../../standards/e-prescription/index.ts'
import type { Sealed, UnsealedView } from './contract.ts'
import { list_unsealed } from './letter-store.ts'
import { post_sealed } from './post-letter.ts'

const shown_max = 100
/** At once; a house that seals hundreds a day by hand lets its server do it (auto_seal). */
const at_once_max = 50

/** Prescriptions that leave as soon as the facility's seal is on them. No person's name: who seals vouches for the house. */
export const view_unsealed = (store: Store, caller: Caller): Promise<UnsealedView> => {
  demand(caller, 'record.seal')
  return store.unit(caller, async (unit) => {
    const waiting = await list_unsealed(unit, shown_max)
    const lines = []
    for (const { code, signed_at } of waiting) {
      const stored = await find_prescription(unit.sql, caller.facility, code)
      const kind = read_code(code)?.kind ?? 'C'
      lines.push({ code, kind, signed_at: local_time(signed_at), signer: stored?.signer_name ?? '' })
    }
    return { count: waiting.length, lines }
  })
}

/** Seals what waits, one after the other; what cannot be sealed says why and keeps no other back. */
export const seal_waiting = async (store: Store, caller: Caller): Promise<Sealed> => {
  demand(caller, 'record.seal')
  const waiting = await store.unit(caller, (unit) => list_unsealed(unit, at_once_max))
  const told: Sealed = { sealed: [], failed: [] }
  for (const { code } of waiting)
    try {
      await seal_prescription(store, caller, code, post_sealed)
      told.sealed.push(code)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      told.failed.push({ code, reason: error.message })
    }
  return told
}
