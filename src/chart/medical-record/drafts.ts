import { Failure, fail } from '../../base/outcome/index.ts'
import { demand, may, type Right } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { check_draft } from './check-answers.ts'
import type { Answers, DraftSave, DraftSaved } from './contract.ts'
import { find_draft, get_form, to_sheet, type Forms } from './sheet-store.ts'
import { slug_of_questionnaire } from './questionnaire.ts'
import { text_of } from '../../standards/fhir/index.ts'
import { resource_of } from '../../platform/records/index.ts'

/** Who may type: doctors everywhere, nurses on nursing sheets. Forms say by whom they are filled. */
export const right_to_write = (form: { kind: string; filled_by?: string }): Right =>
  form.kind === 'sheet' && /điều dưỡng|hộ sinh/i.test(form.filled_by ?? '') ? 'record.care' : 'record.write'

export const demand_writing = (caller: Caller, form: { kind: string; filled_by?: string }): void =>
  demand(caller, right_to_write(form))

/**
 * Keeps what is being typed. The save names the revision it has seen; if somebody (or another tab) saved since, nothing
 * is overwritten and both texts go back to the screen.
 * @throws 409 with details.theirs, 412 when the sheet itself moved on
 */
export const save_draft = (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  save: DraftSave,
): Promise<DraftSaved> =>
  store.unit(caller, async (unit) => {
    const stored = await unit.get('QuestionnaireResponse', id)
    const form = get_form(forms, slug_of_questionnaire(text_of(resource_of(stored)['questionnaire']) ?? ''))
    demand_writing(caller, form)
    const problems = check_draft(form, save.answers)
    if (problems.length > 0) throw new Failure(422, problems)
    const before = await find_draft(unit, id, true)
    if ((before?.revision ?? 0) !== save.seen_revision)
      throw fail.conflict('Phiếu này vừa được lưu ở nơi khác; hãy xem cả hai bản', {
        theirs: before
          ? {
              revision: before.revision,
              author_name: before.author_name,
              saved_at: before.saved_at.toISOString(),
              answers: JSON.parse(before.answers) as Answers,
            }
          : {
              revision: 0,
              author_name: '',
              saved_at: stored.updated_at.toISOString(),
              answers: to_sheet(forms, stored, undefined).answers,
            },
      })
    if (stored.version !== save.base_version)
      throw fail.version_mismatch('Phiếu này đã có phiên bản mới; hãy xem bản mới trước khi viết tiếp', {
        current_version: stored.version,
      })
    const saved_at = new Date()
    const revision = save.seen_revision + 1
    const { row_count } = await unit.sql.query(
      `INSERT INTO chart.draft (facility, response, revision, author, author_name, tab, answers, saved_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (facility, response) DO UPDATE SET revision = $3, author = $4, author_name = $5, tab = $6, answers = $7, saved_at = $8
       WHERE chart.draft.revision = $3 - 1`,
      [
        caller.facility,
        id,
        revision,
        caller.actor.id,
        caller.actor.name,
        String(save.tab).slice(0, 60),
        JSON.stringify(save.answers),
        saved_at,
      ],
    )
    if (row_count === 0) throw fail.conflict('Phiếu này vừa được lưu ở nơi khác; hãy tải lại để xem cả hai bản')
    unit.note({
      action: 'U',
      interaction: 'draft',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${id}#draft-${revision}`,
    })
    return { revision, saved_at: saved_at.toISOString() }
  })

/** Leaves the draft aside; the last completed version is what counts again. Who may write it may leave it. */
export const discard_draft = (store: Store, forms: Forms, caller: Caller, id: string): Promise<void> => {
  demand(caller, may(caller, 'record.write') ? 'record.write' : 'record.care')
  return store.unit(caller, async (unit) => {
    const stored = await unit.get('QuestionnaireResponse', id)
    demand_writing(caller, get_form(forms, slug_of_questionnaire(text_of(resource_of(stored)['questionnaire']) ?? '')))
    await unit.sql.query('DELETE FROM chart.draft WHERE facility = $1 AND response = $2', [caller.facility, id])
    unit.note({
      action: 'D',
      interaction: 'draft',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${id}#draft`,
    })
  })
}
