import type { Onward } from '../../departments/prescribing/index.ts'
import { put_prescription_report } from './outbox.ts'
import { leaves_by_hub, post_when_signed } from './post-letter.ts'

/**
 * Given to the room that signs: what is signed is on both its ways in the same transaction, or nothing is signed. Neither way
 * waits for the other.
 */
export const send_when_signed: Onward = {
  asks_seal: leaves_by_hub,
  async when_signed(unit, prescription, paper, place) {
    await put_prescription_report(unit, prescription)
    await post_when_signed(unit, prescription, paper, place)
  },
}
