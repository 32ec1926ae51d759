import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resource_types, validate_resource } from './index.ts'
import { example_names, has_examples, read_example } from './test-examples.ts'

/** Examples that HL7 published with a fault of their own: the first issue and, in words, what is wrong. */
const faulty: Record<string, [first: string, why: string]> = {
  'ActivityDefinition-blood-tubes-supply': ['invariant ActivityDefinition.text.div', 'an empty narrative (txt-2)'],
  'ActivityDefinition-heart-valve-replacement': ['invariant ActivityDefinition.text.div', 'an empty narrative (txt-2)'],
  'EventDefinition-example': ['invariant EventDefinition.text.div', 'an empty narrative (txt-2)'],
  'Questionnaire-zika-virus-exposure-assessment': ['invariant Questionnaire.text.div', 'an empty narrative (txt-2)'],
  'Bundle-dataelements': ['invariant Bundle', 'the same fullUrl twice (bdl-7)'],
  'DeviceMetric-example': ['value DeviceMetric.parent.reference', 'a DeviceDefinition where a Device belongs'],
  'DeviceUseStatement-example': ['value DeviceUseStatement.reasonReference[0].reference', 'a Procedure as reason'],
  'MedicationRequest-medrx0301': [
    'value MedicationRequest.dispenseRequest.performer.reference',
    'a Practitioner where an Organization belongs',
  ],
  'Observation-clinical-gender': ['value Observation.performer[0].reference', 'performed by an Encounter'],
  'ImplementationGuide-fhir': [
    'value ImplementationGuide.manifest.resource[11904].reference.reference',
    'an id of more than 64 characters; name and status are missing',
  ],
  'Questionnaire-qs1': ['required Questionnaire.item[0].item[0].linkId', 'items without linkId'],
  'SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject': [
    'value SearchParameter.id',
    'an id of more than 64 characters',
  ],
  ...Object.fromEntries(
    ['CodeSystem', 'ValueSet'].flatMap((type) =>
      ['author', 'effective', 'end', 'keyword', 'workflow'].map((name): [string, [string, string]] => [
        `SearchParameter-${type.toLowerCase()}-extensions-${type}-${name}`,
        ['required SearchParameter.base', 'no base'],
      ]),
    ),
  ),
}

/** Types of which the package holds no example. */
const without_example = [
  'Parameters',
  'SubstanceNucleicAcid',
  'SubstancePolymer',
  'SubstanceProtein',
  'SubstanceReferenceInformation',
  'SubstanceSourceMaterial',
]

test('all official examples of R4 pass, but those with a known fault', { skip: !has_examples }, () => {
  const found: Record<string, string> = {}
  const types = new Set<string>()
  const names = example_names()
  for (const name of names) {
    const resource = read_example(name)
    types.add(resource.resourceType)
    const first = validate_resource(resource).find((issue) => issue.severity === 'error')
    if (first) found[name] = `${first.code} ${first.expression}`
  }
  assert.ok(names.length > 5_300, `${names.length} examples only`)
  assert.deepEqual([...resource_types].filter((type) => !types.has(type)).sort(), without_example)
  const by_name = (a: [string, string], b: [string, string]) => (a[0] < b[0] ? -1 : 1)
  assert.deepEqual(
    Object.entries(found).sort(by_name),
    Object.entries(faulty)
      .map(([name, [first]]): [string, string] => [name, first])
      .sort(by_name),
  )
})
