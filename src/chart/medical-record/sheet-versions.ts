import { fail } from '../../base/outcome/index.ts'
import { demand, names_of } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Stored, Unit } from '../../platform/records/index.ts'
import { list_documents, type DocumentHead } from '../../platform/signing/index.ts'
import type { Answers, SheetComparison, SheetVersion, SheetVersions, VersionName } from './contract.ts'
import type { FormDefinition } from './form-definition.ts'
import { with_facts } from './populate.ts'
import { sheet_differences } from './sheet-differences.ts'
import { find_draft, load_facts, to_sheet, type DraftRow, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots } from './signature-slots.ts'

type Teller = { form: FormDefinition; steps: DocumentHead[]; names: ReadonlyMap<string, string> }

const tell_stored = ({ form, steps, names }: Teller, sheet: LoadedSheet): SheetVersion => ({
  version: sheet.stored.version,
  at: sheet.stored.updated_at.toISOString(),
  author: names.get(sheet.stored.author) ?? sheet.author_name,
  status: sheet.status,
  signatures: filled_slots(form, steps, sheet.stored.version).map(({ slot, label, name, at, document, sha256 }) => ({
    ...{ slot, label, name, at, document, sha256 },
  })),
})

const tell_draft = (draft: DraftRow): SheetVersion => ({
  version: 'draft',
  at: draft.saved_at.toISOString(),
  author: draft.author_name,
  status: 'draft',
  signatures: [],
})

const teller_of = async (unit: Unit, form: FormDefinition, id: string, versions: Stored[]): Promise<Teller> => ({
  form,
  steps: await list_documents(unit.sql, unit.caller.facility, [id]),
  names: await names_of(
    unit.sql,
    unit.caller.facility,
    versions.map((stored) => stored.author),
  ),
})

/** Every version of a sheet with who wrote it, when, and who signed it; the draft being typed before them all. */
export const list_versions = async (store: Store, forms: Forms, caller: Caller, id: string): Promise<SheetVersions> => {
  demand(caller, 'record.read')
  const stored = (await store.history(caller, 'QuestionnaireResponse', id)).filter((one) => !one.deleted)
  const sheets = stored.map((one) => to_sheet(forms, one, undefined))
  const newest = sheets[0]
  if (!newest) throw fail.not_found('Phiếu này không còn ở cơ sở')
  return store.unit(caller, async (unit) => {
    const teller = await teller_of(unit, newest.form, id, stored)
    const draft = await read_draft(unit, newest)
    return {
      sheet: id,
      title: newest.form.title,
      versions: [...(draft ? [tell_draft(draft)] : []), ...sheets.map((sheet) => tell_stored(teller, sheet))],
    }
  })
}

/** Reading what somebody is typing is a look like any other. */
const read_draft = async (unit: Unit, sheet: LoadedSheet): Promise<DraftRow | undefined> => {
  const draft = await find_draft(unit, sheet.stored.id)
  if (draft)
    unit.note({
      action: 'R',
      interaction: 'draft',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${sheet.stored.id}#draft-${draft.revision}`,
      patient: sheet.patient,
    })
  return draft
}

/** A completed version holds everything it showed; an unfinished one shows what the store says now, as on the screen. */
const words_of = async (unit: Unit, sheet: LoadedSheet, typed: Answers): Promise<Answers> =>
  with_facts(sheet.form, typed, await load_facts(unit, sheet.encounter, sheet.form)).answers

type Copy = { told: SheetVersion; answers: Answers; form: FormDefinition }

const open_copy = async (store: Store, forms: Forms, caller: Caller, id: string, name: VersionName): Promise<Copy> => {
  const stored =
    name === 'draft'
      ? await store.read(caller, 'QuestionnaireResponse', id)
      : await store.vread(caller, 'QuestionnaireResponse', id, name)
  const sheet = to_sheet(forms, stored, undefined)
  return store.unit(caller, async (unit): Promise<Copy> => {
    const { form } = sheet
    if (name === 'draft') {
      const draft = await read_draft(unit, sheet)
      if (!draft) throw fail.not_found('Phiếu này không có bản nháp nào')
      const typed = JSON.parse(draft.answers) as Answers
      return { told: tell_draft(draft), answers: await words_of(unit, sheet, typed), form }
    }
    const told = tell_stored(await teller_of(unit, form, id, [stored]), sheet)
    const answers = sheet.status === 'in-progress' ? await words_of(unit, sheet, sheet.answers) : sheet.answers
    return { told, answers, form }
  })
}

/** Two copies of a sheet, box by box: what the one says and what the other said. */
export const compare_versions = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  old_name: VersionName,
  new_name: VersionName,
): Promise<SheetComparison> => {
  demand(caller, 'record.read')
  const old = await open_copy(store, forms, caller, id, old_name)
  const fresh = await open_copy(store, forms, caller, id, new_name)
  return { old: old.told, new: fresh.told, sections: sheet_differences(fresh.form, old.answers, fresh.answers) }
}
