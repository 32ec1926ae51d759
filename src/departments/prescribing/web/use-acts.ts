import { useState } from 'react'
import { ask, say_done } from '../../../base/ui/index.ts'
import type { Prescription } from '../../../standards/e-prescription/index.ts'
import type { Drug, SignedPrescriptions } from '../contract.ts'
import { line_again, new_line } from './line-draft.ts'
import { box_id } from './line-table.tsx'
import type { DraftDesk } from './use-desk.ts'
import { use_words } from './words.ts'

type Copied = { drugs: Drug[]; missing: string[]; body: Prescription }

export type Acts = {
  error: unknown
  is_busy: boolean
  add: (drug: Drug) => void
  copy: (code: string, replaces: boolean) => Promise<void>
  sign: () => Promise<void>
  discard: () => Promise<void>
}

/** What a doctor does with the draft. */
export const use_acts = (draft: DraftDesk, encounter: string): Acts => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { change, ready, reload } = draft
  const add = (drug: Drug) => {
    const line = new_line(drug)
    change((body) => ({ ...body, lines: [...body.lines, line] }))
    // after React has drawn the row
    window.setTimeout(() => document.getElementById(box_id(line.id, 'dose'))?.focus(), 30)
  }
  const copy = async (code: string, replaces: boolean) => {
    try {
      const { drugs, missing, body: old } = await ask<Copied>(`/prescriptions/${code}/lines`)
      const lines = old.lines.flatMap((line) => {
        const drug = drugs.find((one) => one.code === line.drug_code)
        return drug ? [line_again(line, drug)] : []
      })
      change((body) => ({
        ...body,
        lines: [...body.lines.filter((line) => !lines.some(({ drug }) => drug.code === line.drug.code)), ...lines],
        advice: body.advice || (old.advice ?? ''),
        // Who has the old one gets the new one: where the person wanted it stands there to be seen, and to be changed.
        ...(replaces ? { replaces: code, pharmacy: body.pharmacy ?? old.pharmacy } : {}),
      }))
      set_error(undefined)
      if (missing.length > 0) say_done(words.missing(missing.join(', ')))
    } catch (caught) {
      set_error(caught)
    }
  }
  const sign = async () => {
    if (is_busy) return
    set_busy(true)
    set_error(undefined)
    try {
      const revision = await ready()
      const { prescriptions } = await ask<SignedPrescriptions>(`/prescribing/${encounter}/sign`, { body: { revision } })
      say_done(words.signed(prescriptions.map(({ code }) => code).join(', ')))
      reload()
    } catch (caught) {
      set_error(caught)
    } finally {
      set_busy(false)
    }
  }
  const discard = async () => {
    await ask(`/prescribing/${encounter}/draft`, { method: 'DELETE' }).catch(set_error)
    reload()
  }
  return { error, is_busy, add, copy, sign, discard }
}
