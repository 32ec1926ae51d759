import { fail } from '../../base/outcome/index.ts'
import type { ReadOnlyType } from '../../platform/records/index.ts'
import { to_questionnaire, type Forms } from '../../chart/medical-record/index.ts'

/** The forms as FHIR Questionnaires: the same for every facility, read from forms/. */
export const questionnaire_type = (forms: Forms): ReadOnlyType => ({
  type: 'Questionnaire',
  search_parameters: [
    { name: '_id', type: 'token' },
    { name: 'url', type: 'uri' },
  ],
  read: (_caller, id) => {
    const form = forms.get(id)
    if (!form) throw fail.not_found(`Không có mẫu ${id}`)
    return Promise.resolve(to_questionnaire(form))
  },
  search: (_caller, query) => {
    for (const name of query.keys()) if (name !== 'url' && name !== '_id') throw fail.unsupported_parameter(name)
    const all = [...forms.values()].map(to_questionnaire)
    const wanted = query.get('url')?.split('|')[0]
    const id = query.get('_id')
    return Promise.resolve(all.filter((one) => (!wanted || one['url'] === wanted) && (!id || one['id'] === id)))
  },
})
