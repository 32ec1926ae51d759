import { demand, has_setting, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { find_document, list_documents } from '../../platform/signing/index.ts'
import type { PaperPage } from '../../standards/print/index.ts'
import type { Answers, Pages, Sheet } from './contract.ts'
import { right_to_write } from './drafts.ts'
import { draw_pages, print_sheet } from './paper.ts'
import { correctable_items, with_facts } from './populate.ts'
import { current_answers, load_facts, load_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, open_slots, type FilledSlot } from './signature-slots.ts'

type Seen = {
  sheet: LoadedSheet
  answers: Answers
  filled: string[]
  signatures: FilledSlot[]
  facility_name: string
  documents: Sheet['documents']
}

const is_settled = (sheet: LoadedSheet): boolean => sheet.status !== 'in-progress' && sheet.draft === undefined

/** A completed sheet shows what was completed; one being written shows what the store says now. */
const see = async (unit: Unit, forms: Forms, id: string): Promise<Seen> => {
  const [sheet, steps] = await Promise.all([
    load_sheet(unit, forms, id),
    list_documents(unit.sql, unit.caller.facility, [id]),
  ])
  const source = await load_facts(unit, sheet.encounter, sheet.form)
  const shown = with_facts(sheet.form, current_answers(sheet), source)
  return {
    sheet,
    answers: is_settled(sheet) ? sheet.answers : shown.answers,
    filled: shown.filled,
    signatures: sheet.draft ? [] : filled_slots(sheet.form, steps, sheet.stored.version),
    facility_name: source.facility.name,
    documents: steps
      .filter((step) => step.slot !== null)
      .map((step) => ({ id: step.id, sha256: step.sha256, at: step.signed_at?.toISOString() ?? '' })),
  }
}

export const open_sheet = (store: Store, forms: Forms, caller: Caller, id: string): Promise<Sheet> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const { sheet, answers, filled, signatures, documents } = await see(unit, forms, id)
    const { draft, form } = sheet
    const correctable = correctable_items(form)
    const asker = {
      role: caller.actor.role,
      may_sign: may(caller, 'record.sign'),
      is_author: sheet.author === caller.actor.id,
      auto_seal: form.travels === true && (await has_setting(unit.sql, caller.facility, 'auto_seal')),
    }
    return {
      id,
      version: sheet.stored.version,
      encounter: sheet.encounter,
      patient: sheet.patient,
      slug: form.slug,
      status: sheet.status,
      answers,
      filled,
      correctable: filled.filter((item) => correctable.has(item)),
      may_write: may(caller, right_to_write(form)),
      open_slots: open_slots(form, signatures, asker),
      draft: draft
        ? {
            revision: draft.revision,
            author: draft.author,
            author_name: draft.author_name,
            saved_at: draft.saved_at.toISOString(),
            mine: draft.author === caller.actor.id,
          }
        : null,
      signatures: signatures.map(({ slot, name, at, sha256 }) => ({ slot, item: slot, name, at, sha256 })),
      documents,
      author: sheet.author_name,
      authored: sheet.authored,
    }
  })
}

/** Pages drawn lately, by digest: the browser asks for the list first and then for the pages it does not have. */
const drawn = new Map<string, string>()
const drawn_max = 400

const remember = (facility: string, pages: PaperPage[]): void => {
  for (const page of pages) {
    const key = `${facility}/${page.digest}`
    drawn.delete(key)
    drawn.set(key, page.svg)
  }
  for (const digest of drawn.keys()) {
    if (drawn.size <= drawn_max) break
    drawn.delete(digest)
  }
}

const draw = async (store: Store, forms: Forms, caller: Caller, id: string): Promise<PaperPage[]> => {
  demand(caller, 'record.read')
  const seen = await store.unit(caller, (unit) => see(unit, forms, id))
  const { pages } = await draw_pages(seen.sheet.form, seen.answers, seen.signatures)
  remember(caller.facility, pages)
  return pages
}

export const list_pages = async (store: Store, forms: Forms, caller: Caller, id: string): Promise<Pages> => {
  const pages = await draw(store, forms, caller, id)
  return { pages: pages.map((page, index) => ({ index, digest: page.digest })) }
}

/** One page as SVG. A page that was drawn a moment ago for this facility is not drawn again. */
export const get_page = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  index: number,
  digest: string,
): Promise<string | undefined> => {
  demand(caller, 'record.read')
  const known = drawn.get(`${caller.facility}/${digest}`)
  if (known !== undefined) return known
  return (await draw(store, forms, caller, id))[index]?.svg
}

export type SheetPdf = { bytes: Uint8Array; signed: boolean; file_name: string }

/** The signed bytes where the current version is signed; otherwise a rendering marked as draft. */
export const get_sheet_pdf = async (store: Store, forms: Forms, caller: Caller, id: string): Promise<SheetPdf> => {
  demand(caller, 'record.print')
  const found = await store.unit(caller, async (unit) => {
    const seen = await see(unit, forms, id)
    const document = seen.sheet.draft
      ? undefined
      : await find_document(unit.sql, caller.facility, id, seen.sheet.stored.version)
    unit.note({
      action: 'E',
      interaction: 'print',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${id}`,
      patient: seen.sheet.patient,
    })
    return { seen, document }
  })
  const { seen, document } = found
  const file_name = `${seen.sheet.form.slug}-${id}.pdf`
  if (document) return { bytes: document.bytes, signed: true, file_name }
  const context = { caller, facility_name: seen.facility_name, at: new Date(), status: 'draft' as const }
  return { bytes: await print_sheet(seen.sheet.form, seen.answers, context), signed: false, file_name }
}
