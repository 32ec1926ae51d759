import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { validate_invariants, validate_resource } from '../../standards/fhir-validation/index.ts'
import { load_forms } from './form-definition-load.ts'
import { to_questionnaire } from './questionnaire.ts'

const forms = load_forms(join(import.meta.dirname, '../../../forms'))

test('every form is served as a Questionnaire that R4 accepts, linkIds that stand once included (que-2)', () => {
  for (const form of forms.values()) {
    const questionnaire = { ...to_questionnaire(form), resourceType: 'Questionnaire' }
    assert.deepEqual(validate_resource(questionnaire, { purpose: 'check' }), [], form.slug)
    assert.deepEqual(validate_invariants(questionnaire), [], form.slug)
  }
})
