import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'fhir-kit-client'
import { open_database } from '../../src/platform/database/index.ts'
import { text_bytes, tree_import } from '../../src/platform/terminology/fixtures.ts'
import { import_catalogue } from '../../src/platform/terminology/index.ts'
import { validate_invariants, validate_resource } from '../../src/standards/fhir-validation/index.ts'
import { password, start_test_site, type Answer, type Json, type Person } from '../test-site.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site()
const system = await running.system()
const other = await running.system('client.b')
const icd = 'http://hl7.org/fhir/sid/icd-10'
const own = 'urn:thu:benh'

const importer = open_database(running.url, { role: 'benhan_catalog', connections_max: 1 })
after(() => importer.close())
const bring = (catalogue: string, more: object) =>
  importer.in_site((sql) =>
    import_catalogue(sql, {
      ...{
        catalogue,
        version: 'v1',
        valid_from: '2026-07-01',
        source: 'thử',
        filename: 'a.csv',
        bytes: text_bytes(''),
      },
      ...more,
    }),
  )
await bring('icd10', tree_import)
const large = ['code,display', ...Array.from({ length: 10_001 }, (_, i) => `K${String(i).padStart(5, '0')},Mục ${i}`)]
await bring('kho-lon', { bytes: text_bytes(large.join('\n')), mapping: { code: 'code', display: 'display' } })

/** Every answer is FHIR R4 itself. */
const good = (answer: Answer): Json => {
  assert.equal(answer.status, 200, answer.text.slice(0, 500))
  const errors = [
    ...validate_resource(answer.json),
    ...validate_invariants({ ...answer.json, resourceType: String(answer.json['resourceType']) }),
  ]
  assert.deepEqual(
    errors.filter((one) => one.severity === 'error'),
    [],
    answer.text.slice(0, 500),
  )
  return answer.json
}
const get = async (path: string, who: Person = system): Promise<Json> => good(await who('GET', `/fhir/${path}`))
const post = async (path: string, parameter: unknown[], who: Person = system): Promise<Json> =>
  good(await who('POST', `/fhir/${path}`, { resourceType: 'Parameters', parameter }))
const part = (json: Json, name: string): Json | undefined =>
  (json['parameter'] as Json[]).find((one) => one['name'] === name)
const parts = (json: Json, name: string): Json[] => (json['parameter'] as Json[]).filter((one) => one['name'] === name)
const contained = (json: Json): Json[] => (json['expansion'].contains ?? []) as Json[]
const codes = (json: Json): string[] => contained(json).map((one) => String(one['code']))
const q = encodeURIComponent
const verdict = (json: Json): unknown => part(json, 'result')?.['valueBoolean']
const message = (json: Json): string => String(part(json, 'message')?.['valueString'] ?? '')

const disease_list: Json = {
  ...{ resourceType: 'CodeSystem', url: own, version: '2', name: 'Benh', status: 'active', content: 'complete' },
  caseSensitive: true,
  concept: [
    {
      ...{ code: 'ho-hap', display: 'Bệnh hô hấp', property: [{ code: 'notSelectable', valueBoolean: true }] },
      concept: [
        { code: 'viem-phoi', display: 'Viêm phổi', designation: [{ language: 'en', value: 'Pneumonia' }] },
        { code: 'cum', display: 'Cúm' },
        { code: 'lao-cu', display: 'Lao (cũ)', property: [{ code: 'inactive', valueBoolean: true }] },
      ],
    },
    { code: 'sot', display: 'Sốt' },
  ],
  property: [
    { code: 'notSelectable', uri: 'http://hl7.org/fhir/concept-properties#notSelectable', type: 'boolean' },
    { code: 'inactive', uri: 'http://hl7.org/fhir/concept-properties#inactive', type: 'boolean' },
  ],
}
const put = async (body: Json, who: Person = system): Promise<Json> => {
  const made = await who('POST', `/fhir/${String(body['resourceType'])}`, body)
  assert.equal(made.status, 201, made.text)
  return made.json
}
const value_set = (url: string, compose: Json): Json => ({ resourceType: 'ValueSet', url, status: 'active', compose })
const list = await put(disease_list)
const below_lungs = { include: [{ system: own, filter: [{ property: 'concept', op: 'is-a', value: 'ho-hap' }] }] }
const stored_set = await put(value_set('urn:thu:bo-ho-hap', below_lungs))

test('$lookup tells a code of the list in force: names, place, marks of TT 06/2026', async () => {
  const found = await get(`CodeSystem/$lookup?system=${icd}&code=J15.0`)
  assert.equal(part(found, 'version')?.['valueString'], 'TT 06/2026')
  assert.equal(part(found, 'display')?.['valueString'], 'Viêm phổi do Klebsiella')
  const parent = parts(found, 'property').find((one) => one['part'][0].valueCode === 'parent')
  assert.deepEqual(parent?.['part'].slice(1), [
    { name: 'value', valueCode: 'J15' },
    { name: 'description', valueString: 'Viêm phổi do vi khuẩn' },
  ])
  const category = await get(`CodeSystem/$lookup?system=${icd}&code=J15&property=child&property=has_more_specific`)
  assert.deepEqual(
    parts(category, 'property').map((one) => one['part'][1].valueCode ?? one['part'][1].valueBoolean),
    ['J15.0', 'J15.9', true],
  )
  assert.equal(parts(category, 'designation').length, 0)
  // The list of another day: our starter, in force before the imported one.
  const before = await get(`CodeSystem/$lookup?system=${icd}&code=J18.9&date=2026-06-30`)
  assert.match(String(part(before, 'version')?.['valueString']), /^starter-/)
  const named = await get(`CodeSystem/$lookup?system=${icd}&code=J18.9&version=${q('TT 06/2026')}&date=2020-01-01`)
  assert.equal(part(named, 'version')?.['valueString'], 'TT 06/2026')
  const english = await post('CodeSystem/$lookup', [
    { name: 'coding', valueCoding: { system: own, code: 'viem-phoi' } },
    { name: 'displayLanguage', valueCode: 'en' },
  ])
  assert.equal(part(english, 'display')?.['valueString'], 'Pneumonia')
})

test('$validate-code judges the code, its name, whether it is a group, whether it is still used', async () => {
  const ask = (more: string) => get(`CodeSystem/$validate-code?url=${icd}&${more}`)
  assert.equal(verdict(await ask(`code=J15.0&display=${q('viêm phổi do KLEBSIELLA')}`)), true)
  const wrong_name = await ask(`code=J15.0&display=${q('Viêm họng')}`)
  assert.equal(verdict(wrong_name), false)
  assert.match(message(wrong_name), /tên đúng: “Viêm phổi do Klebsiella”/)
  assert.equal(part(wrong_name, 'display')?.['valueString'], 'Viêm phổi do Klebsiella')
  assert.equal(verdict(await ask('code=J99.99')), false)
  const block = await ask('code=J09-J18')
  assert.deepEqual([verdict(block), /nhóm mã/.test(message(block))], [false, true])
  assert.equal(verdict(await ask('code=J09-J18&abstract=true')), true)
  const inactive = await get(`CodeSystem/$validate-code?url=${own}&code=lao-cu`)
  assert.deepEqual([verdict(inactive), /không còn được dùng/.test(message(inactive))], [true, true])
  assert.equal(verdict(await get(`CodeSystem/${list['id']}/$validate-code?code=cum`)), true)
  assert.match(message(await get(`CodeSystem/$validate-code?url=${icd}&code=J99.99&date=2026-01-01`)), /phần của hệ mã/)
  const sent = await post('CodeSystem/$validate-code', [
    { name: 'codeSystem', resource: { ...disease_list, url: 'urn:gui-kem' } },
    {
      name: 'codeableConcept',
      valueCodeableConcept: {
        coding: [
          { system: 'urn:la', code: 'x' },
          { system: 'urn:gui-kem', code: 'sot' },
        ],
      },
    },
  ])
  assert.deepEqual([verdict(sent), part(sent, 'display')?.['valueString']], [true, 'Sốt'])
})

test('a value set of R4, of the facility, sent along, or of a whole catalogue', async () => {
  const gender = 'http://hl7.org/fhir/ValueSet/administrative-gender'
  assert.deepEqual(codes(await get(`ValueSet/$expand?url=${gender}`)), ['male', 'female', 'other', 'unknown'])
  const is_in = (set: string, code_system: string, code: string) =>
    get(`ValueSet/$validate-code?url=${q(set)}&system=${code_system}&code=${code}`).then(verdict)
  assert.equal(await is_in(gender, 'http://hl7.org/fhir/administrative-gender', 'male'), true)
  assert.equal(await is_in(gender, 'http://hl7.org/fhir/administrative-gender', 'nam'), false)
  assert.equal(
    await is_in(
      'http://terminology.hl7.org/ValueSet/v3-ActEncounterCode',
      'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      'IMP',
    ),
    true,
  )
  assert.equal(codes(await get('ValueSet/$expand?url=https://benhanmo.vn/fhir/ValueSet/diagnosis-use')).length, 9)
  assert.deepEqual(codes(await get('ValueSet/$expand?url=urn:thu:bo-ho-hap')), ['ho-hap', 'viem-phoi', 'cum', 'lao-cu'])
  assert.deepEqual(codes(await get(`ValueSet/${stored_set['id']}/$expand?activeOnly=true&excludeNotForUI=true`)), [
    'viem-phoi',
    'cum',
  ])
  const sent = good(
    await system(
      'POST',
      '/fhir/ValueSet/$expand?count=1',
      value_set('urn:gui', { include: [{ valueSet: ['urn:thu:bo-ho-hap'] }] }),
    ),
  )
  assert.deepEqual([codes(sent), sent['expansion'].total], [['ho-hap'], 4])
  assert.equal(await is_in(`${icd}?fhir_vs=isa/X`, icd, 'J15.0'), true)
  assert.equal(await is_in(`${icd}?fhir_vs=isa/X`, icd, 'B90.9'), false)
  assert.equal(await is_in('https://benhanmo.vn/fhir/ValueSet/icd10', icd, 'B90.9'), true)
})

test('$expand says what made it, pages through, and finds what is typed with or without diacritics', async () => {
  const whole = 'https://benhanmo.vn/fhir/ValueSet/icd10'
  const typed = await get(`ValueSet/$expand?url=${whole}&filter=${q('viem phoi vi khuan')}`)
  assert.deepEqual(codes(typed), ['J15', 'J15.9', 'J17.0'], 'the words side by side come first')
  assert.deepEqual(codes(await get(`ValueSet/$expand?url=${whole}&filter=j150`)), ['J15.0'])
  assert.deepEqual(codes(await get(`ValueSet/$expand?url=${whole}&filter=${q('phế cầu')}`)), ['J13'])
  const { expansion } = await get(`ValueSet/$expand?url=${whole}&filter=viem&count=2&offset=2&excludeNested=true`)
  assert.deepEqual([expansion.offset, expansion.contains.length, expansion.total > 4], [2, 2, true])
  assert.match(expansion.identifier, /^urn:uuid:/)
  const told = expansion.parameter.map(
    (one: Json) =>
      `${one['name']}=${one['valueString'] ?? one['valueInteger'] ?? one['valueBoolean'] ?? one['valueUri']}`,
  )
  assert.deepEqual(told, ['filter=viem', 'count=2', 'offset=2', 'excludeNested=true', `version=${icd}|TT%2006/2026`])
  const all = await get(`ValueSet/$expand?url=${whole}`)
  const paged: string[] = []
  for (let offset = 0; offset < all['expansion'].total; offset += 7)
    paged.push(...codes(await get(`ValueSet/$expand?url=${whole}&count=7&offset=${offset}`)))
  assert.deepEqual(paged, codes(all))
  assert.deepEqual(
    [await get(`ValueSet/$expand?url=${whole}&count=0`)].map((one) => [codes(one).length, one['expansion'].total]),
    [[0, paged.length]],
  )
  // A starter list is a part of what it stands for: the expansion says that it is not closed.
  const before = await get(`ValueSet/$expand?url=${whole}&date=2026-01-01&count=1`)
  assert.equal(before['expansion'].extension[0].url, 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed')
  const names = await get(
    'ValueSet/$expand?url=urn:thu:bo-ho-hap&includeDesignations=true&displayLanguage=en&includeDefinition=true',
  )
  assert.deepEqual(contained(names)[1]?.['designation'], [{ language: 'en', value: 'Pneumonia' }])
  assert.equal(contained(names)[1]?.['display'], 'Pneumonia')
  assert.deepEqual(names['compose'], below_lungs)
})

test('$expand reads the versions a caller names', async () => {
  const set = value_set('urn:thu:icd-ban-nay', {
    include: [{ system: icd, filter: [{ property: 'concept', op: '=', value: 'J18.9' }] }],
  })
  const version_of = (json: Json) => contained(json)[0]?.['version']
  const ask = (more: unknown[]) => post('ValueSet/$expand', [{ name: 'valueSet', resource: set }, ...more])
  const [starter] = ((await get(`CodeSystem?url=${icd}`))['entry'] as Json[])
    .map((one) => one['resource'])
    .filter((one) => one.experimental)
  assert.equal(version_of(await ask([])), 'TT 06/2026')
  assert.equal(
    version_of(await ask([{ name: 'system-version', valueCanonical: `${icd}|${starter.version}` }])),
    starter.version,
  )
  assert.equal(
    version_of(await ask([{ name: 'force-system-version', valueCanonical: `${icd}|${starter.version}` }])),
    starter.version,
  )
  const fixed = value_set('urn:thu:x', { include: [{ ...set['compose'].include[0], version: 'TT 06/2026' }] })
  const check = { name: 'check-system-version', valueCanonical: `${icd}|${starter.version}` }
  refused(
    await system('POST', '/fhir/ValueSet/$expand', {
      resourceType: 'Parameters',
      parameter: [{ name: 'valueSet', resource: fixed }, check],
    }),
    422,
  )
  assert.deepEqual(codes(await ask([{ name: 'exclude-system', valueCanonical: icd }])), [])
})

test('$subsumes walks the hierarchy: chapter, block, category, sub-code', async () => {
  const outcome = async (more: string) => part(await get(`CodeSystem/$subsumes?${more}`), 'outcome')?.['valueCode']
  assert.equal(await outcome(`system=${icd}&codeA=X&codeB=J15.0`), 'subsumes')
  assert.equal(await outcome(`system=${icd}&codeA=J15.0&codeB=J09-J18`), 'subsumed-by')
  assert.equal(await outcome(`system=${icd}&codeA=J15.0&codeB=J18.9`), 'not-subsumed')
  assert.equal(await outcome(`system=${own}&codeA=cum&codeB=cum`), 'equivalent')
  const coded = await post(`CodeSystem/${list['id']}/$subsumes`, [
    { name: 'codingA', valueCoding: { system: own, code: 'ho-hap' } },
    { name: 'codingB', valueCoding: { system: own, code: 'cum' } },
  ])
  assert.equal(part(coded, 'outcome')?.['valueCode'], 'subsumes')
})

test('$translate follows the stored maps both ways and the wards of 1/7/2025', async () => {
  const map = await put({
    ...{
      resourceType: 'ConceptMap',
      url: 'urn:thu:map',
      status: 'active',
      sourceUri: 'urn:thu:bo-ho-hap',
      targetUri: `${icd}?fhir_vs`,
    },
    group: [
      {
        ...{ source: own, target: icd },
        element: [
          { code: 'viem-phoi', target: [{ code: 'J18.9', display: 'Viêm phổi', equivalence: 'wider' }] },
          { code: 'sot', target: [{ equivalence: 'unmatched', comment: 'không có' }] },
        ],
        unmapped: { mode: 'other-map', url: 'urn:thu:map-2' },
      },
    ],
  })
  await put({
    ...{ resourceType: 'ConceptMap', url: 'urn:thu:map-2', status: 'active' },
    group: [
      { source: own, target: icd, element: [{ code: 'cum', target: [{ code: 'J11', equivalence: 'equivalent' }] }] },
    ],
  })
  const matches = (json: Json) =>
    parts(json, 'match').map((one) =>
      (one['part'] as Json[]).map((p) => p['valueCode'] ?? p['valueCoding']?.code ?? p['valueUri']),
    )
  const forward = await get(`ConceptMap/$translate?url=urn:thu:map&system=${own}&code=viem-phoi`)
  assert.deepEqual([verdict(forward), matches(forward)], [true, [['wider', 'J18.9', 'urn:thu:map']]])
  assert.deepEqual(matches(await get(`ConceptMap/${map['id']}/$translate?system=${own}&code=cum`)), [
    ['equivalent', 'J11', 'urn:thu:map-2'],
  ])
  const none = await get(`ConceptMap/$translate?url=urn:thu:map&system=${own}&code=sot`)
  assert.deepEqual([verdict(none), matches(none)], [false, [['unmatched', 'urn:thu:map']]])
  assert.deepEqual(matches(await get(`ConceptMap/$translate?system=${icd}&code=J18.9&reverse=true`)), [
    ['narrower', 'viem-phoi', 'urn:thu:map'],
  ])
  const by_target = await get(`ConceptMap/$translate?system=${own}&code=viem-phoi&targetsystem=urn:la`)
  assert.deepEqual([verdict(by_target), matches(by_target)], [false, []])
  const wards =
    'wardCode,ward,districtCode,district,province,newWardCode,newWard,newProvinceCode\n7,Xã Cũ,1,Huyện,Tỉnh,107,Xã Mới,24\n8,Xã Khác,1,Huyện,Tỉnh,107,Xã Mới,24'
  await bring('ward-map', { bytes: text_bytes(wards) })
  const ward = await get('ConceptMap/$translate?system=https://benhanmo.vn/fhir/CodeSystem/ward&code=00007')
  assert.deepEqual(matches(ward), [['wider', '00107', 'https://benhanmo.vn/fhir/ConceptMap/ward-map']])
})

test('what is not there, not clear or not served is refused by name', async () => {
  const refusals: [path: string, status: number, expression?: string][] = [
    ['ValueSet/$expand', 400, 'url'],
    ['ValueSet/$expand?url=urn:khong-co', 404, 'url'],
    ['ValueSet/khong-co/$expand', 404],
    ['ValueSet/$expand?context=urn:x', 400, 'context'],
    ['ValueSet/$expand?url=urn:thu:bo-ho-hap&mau=do', 400, 'mau'],
    ['ValueSet/$expand?url=urn:thu:bo-ho-hap&count=-1', 400, 'count'],
    ['ValueSet/$expand?url=urn:thu:bo-ho-hap&activeOnly=co', 400, 'activeOnly'],
    ['ValueSet/$expand?url=urn:thu:bo-ho-hap&date=2026-02-30', 400, 'date'],
    ['ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/ucum-units', 422],
    ['ValueSet/$validate-code?url=urn:thu:bo-ho-hap&code=cum', 400, 'system'],
    ['ValueSet/$validate-code?url=urn:thu:bo-ho-hap', 400, 'code'],
    ['ValueSet/$validate-code?url=urn:thu:bo-ho-hap&coding=cum', 400, 'coding'],
    ['CodeSystem/$validate-code?url=urn:khong-co&code=x', 404, 'url'],
    ['CodeSystem/$lookup?code=J18.9', 400, 'system'],
    ['CodeSystem/$lookup?system=http://loinc.org&code=718-7', 404, 'system'],
    [`CodeSystem/$lookup?system=${icd}&code=J99.99`, 404],
    [`CodeSystem/${list['id']}/$lookup?code=cum`, 501],
    [`CodeSystem/$subsumes?system=${icd}&codeA=X&codeB=J99.99`, 422],
    ['ConceptMap/$translate?url=urn:khong-co&system=a&code=b', 404, 'url'],
    ['ConceptMap/$translate?code=b', 400, 'system'],
    ['ConceptMap/$closure', 501],
    ['metadata?mode=la', 400, 'mode'],
  ]
  for (const [path, status, expression] of refusals) {
    const answer = await system('GET', `/fhir/${path}`)
    refused(answer, status)
    if (expression !== undefined) assert.deepEqual(answer.json['issue'][0].expression, [expression], path)
  }
  const broken = value_set('urn:hong', {
    include: [{ filter: [{ property: 'concept', op: 'la-gi', value: 'x' }], system: own }],
  })
  refused(await system('POST', '/fhir/ValueSet/$expand', broken), 422)
  refused(await system('POST', '/fhir/ValueSet/$expand', { resourceType: 'Patient' }), 400)
})

test('whatever stands in a question, the answer is an answer or a refusal', async () => {
  const values = ['', '\u0000', 'a\u0000b', '\ud800', '%', '|', 'urn:x|', '|1', "'", 'x'.repeat(20_000)]
  const ops = [
    'ValueSet/$expand',
    'ValueSet/$validate-code',
    'CodeSystem/$validate-code',
    'CodeSystem/$lookup',
    'CodeSystem/$subsumes',
    'ConceptMap/$translate',
  ]
  const names = [
    'url',
    'system',
    'code',
    'codeA',
    'codeB',
    'version',
    'filter',
    'date',
    'count',
    'property',
    'displayLanguage',
    'target',
    'system-version',
  ]
  for (const op of ops)
    for (const value of values) {
      const all = names.filter((_, i) => i % 2 === 0 || value.length < 10)
      const calls = [
        ...all.map((name) =>
          system(
            'GET',
            `/fhir/${op}?${new URLSearchParams({ url: own, system: own, code: 'cum', [name]: value }).toString()}`,
          ),
        ),
        ...all.map((name) =>
          system('POST', `/fhir/${op}`, {
            resourceType: 'Parameters',
            parameter: [
              { name: 'url', valueUri: own },
              { name, valueString: value },
            ],
          }),
        ),
        system('GET', `/fhir/${op.replace('/', `/${q(value.toWellFormed().slice(0, 60)) || 'x'}/`)}?code=x`),
      ]
      for (const answer of await Promise.all(calls)) {
        assert.ok(
          answer.status < 500 || answer.status === 501,
          `${op} ${JSON.stringify(value).slice(0, 40)}: ${answer.text}`,
        )
        if (answer.status >= 400) assert.equal(answer.json['resourceType'], 'OperationOutcome')
      }
    }
  for (const value of values)
    for (const name of ['code:in', 'code:below', 'code:above', '_has:Condition:patient:code:in'])
      assert.ok(
        (
          await system(
            'GET',
            `/fhir/${name.startsWith('_') ? 'Patient' : 'Condition'}?${new URLSearchParams({ [name]: value }).toString()}`,
          )
        ).status < 500,
      )
})

test('too much at once is refused as too costly, and the pages are still there', async () => {
  const url = 'https://benhanmo.vn/fhir/ValueSet/kho-lon'
  const whole = await system('GET', `/fhir/ValueSet/$expand?url=${url}`)
  refused(whole, 422)
  assert.equal(whole.json['issue'][0].code, 'too-costly')
  assert.match(whole.json['issue'][0].details.text, /10001 mã.*“count” và “offset”/)
  assert.deepEqual(codes(await get(`ValueSet/$expand?url=${url}&count=2&offset=10000`)), ['K10000'])
  const search = await system('GET', `/fhir/Condition?code:in=${url}`)
  refused(search, 400)
  assert.equal(search.json['issue'][0].code, 'too-costly')
  const evil = value_set('urn:thu:xau', {
    include: [
      {
        system: 'http://hl7.org/fhir/sid/icd-10',
        filter: [{ property: 'display', op: 'regex', value: '(.*)*(.*)*(.*)*!' }],
      },
    ],
  })
  const answer = await system('POST', '/fhir/ValueSet/$expand', evil)
  refused(answer, 422)
  assert.equal(answer.json['issue'][0].code, 'too-costly')
})

test('a definition that changes is read anew; one that is deleted is gone', async () => {
  const made = await put(value_set('urn:thu:doi', { include: [{ system: own, concept: [{ code: 'cum' }] }] }))
  const now = () => system('GET', '/fhir/ValueSet/$expand?url=urn:thu:doi')
  assert.deepEqual(codes(good(await now())), ['cum'])
  const changed = { ...made, compose: { include: [{ system: own, concept: [{ code: 'sot' }] }] } }
  assert.equal((await system('PUT', `/fhir/ValueSet/${made['id']}`, changed)).status, 200)
  assert.deepEqual(codes(good(await now())), ['sot'])
  await system('DELETE', `/fhir/ValueSet/${made['id']}`)
  refused(await now(), 404)
})

test('search asks for codes by what they mean', async () => {
  const condition = async (code: string, code_system = icd): Promise<string> => {
    const patient = await put({ resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Thử' }] })
    const made = await put({
      resourceType: 'Condition',
      code: { coding: [{ system: code_system, code }] },
      subject: { reference: `Patient/${patient['id']}` },
    })
    return String(made['id'])
  }
  const pneumonia = await condition('J15.0')
  const lobar = await condition('J18')
  const tuberculosis = await condition('B90.9')
  const old = await condition('J45.9')
  const flu = await condition('cum', own)
  const find = async (query: string) => {
    const bundle = await get(`Condition?${query}`)
    return ((bundle['entry'] ?? []) as Json[]).map((one) => String(one['resource'].id)).sort()
  }
  const some = (...ids: string[]) => [...ids].sort()
  // J45.9 is in the starter edition only: records of many years carry codes of all editions.
  assert.deepEqual(await find(`code:below=${icd}|X`), some(pneumonia, lobar, old))
  assert.deepEqual(await find(`code:below=${icd}|J09-J18`), some(pneumonia, lobar))
  assert.deepEqual(await find(`code:below=${icd}|J15`), [pneumonia])
  assert.deepEqual(await find(`code:above=${icd}|J18.9`), [lobar])
  assert.deepEqual(await find(`code:below=${own}|ho-hap`), [flu])
  assert.deepEqual(await find('code:in=urn:thu:bo-ho-hap'), [flu])
  assert.deepEqual(await find(`code:in=ValueSet/${stored_set['id']}`), [flu])
  assert.deepEqual(await find(`code:in=${running.base}/fhir/ValueSet/${stored_set['id']}`), [flu])
  assert.deepEqual(await find(`code:in=${q(`${icd}?fhir_vs=isa/X`)}&code:not-in=${q(`${icd}?fhir_vs=isa/J15`)}`), [
    lobar,
  ])
  assert.deepEqual(await find(`code:not-in=${q(`${icd}?fhir_vs=isa/X`)},urn:thu:bo-ho-hap`), some(tuberculosis, old))
  const patients = await get(`Patient?_has:Condition:patient:code:below=${own}|ho-hap`)
  assert.equal(patients['entry'].length, 1)
  assert.equal((await get('Patient?gender:in=http://hl7.org/fhir/ValueSet/administrative-gender'))['entry'], undefined)
  const batch = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [{ request: { method: 'GET', url: `Condition?code:below=${own}|ho-hap` } }],
  }
  const answers = good(await system('POST', '/fhir', batch))
  assert.equal(answers['entry'][0].resource.entry[0].resource.id, flu)

  const refusals: [path: string, expression: string][] = [
    ['Condition?code:below=J18', 'code:below'],
    [`Condition?code:below=${icd}|J99.99`, 'code:below'],
    ['Condition?code:below=http://loinc.org|1-8', 'code:below'],
    ['Condition?code:in=urn:khong-co', 'code:in'],
    ['Condition?code:in=http://hl7.org/fhir/ValueSet/ucum-units', 'code:in'],
    ['Patient?identifier:in=urn:thu:bo-ho-hap', 'identifier:in'],
    ['Condition?subject:below=x', 'subject:below'],
  ]
  for (const [path, expression] of refusals) {
    const answer = await system('GET', `/fhir/${path}`)
    refused(answer, 400)
    assert.deepEqual(answer.json['issue'][0].expression, [expression], path)
  }
})

test('addresses above and below one, by whole parts of the path', async () => {
  const set = (url: string) => put(value_set(url, { include: [{ system: own }] })).then((one) => String(one['id']))
  const [root, branch, leaf, near] = [
    ...[
      await set('http://acme.vn/fhir'),
      await set('http://acme.vn/fhir/ValueSet/'),
      await set('http://acme.vn/fhir/ValueSet/1'),
    ],
    await set('http://acme.vn/fhirlike'),
  ]
  const find = async (query: string) =>
    ((await get(`ValueSet?${query}`))['entry'] ?? []).map((one: Json) => one['resource'].id).sort()
  assert.deepEqual(await find('url:below=http://acme.vn/fhir'), [root, branch, leaf].sort())
  assert.deepEqual(await find('url:below=http://acme.vn/fhir/ValueSet/'), [branch, leaf].sort())
  assert.deepEqual(await find('url:above=http://acme.vn/fhir/ValueSet/1/_history/5'), [root, branch, leaf].sort())
  assert.deepEqual(await find('url:below=http://acme.vn'), [root, branch, leaf, near].sort())
  refused(await system('GET', '/fhir/ValueSet?url:below=urn:oid:1.2.3'), 400)
})

test('catalogues are CodeSystems to read and search, and shadow nothing that is stored', async () => {
  const found = await get(`CodeSystem?url=${icd}&version=${q('TT 06/2026')}`)
  const [entry] = found['entry'] as Json[]
  const head = entry?.['resource'] as Json
  assert.deepEqual(
    [head['content'], head['status'], head['concept'], head['valueSet']],
    ['complete', 'active', undefined, 'https://benhanmo.vn/fhir/ValueSet/icd10'],
  )
  assert.equal(head['meta'].tag[0].code, 'SUBSETTED')
  const whole = await get(`CodeSystem/${head['id']}`)
  const chapter = (whole['concept'] as Json[]).find((one) => one['code'] === 'X')
  assert.equal(chapter?.['concept'][0].code, 'J09-J18')
  const [stock] = (
    (await get('CodeSystem?url:below=https://benhanmo.vn/fhir&name:contains=lon'))['entry'] as Json[]
  ).map((one) => one['resource'])
  assert.equal(stock.count, 10_001)
  assert.equal((await get(`CodeSystem/${stock.id}`))['concept'], undefined)
  const listed = await system('GET', `/fhir/CodeSystem/${stock.id}?_summary=false`)
  assert.deepEqual([listed.json['concept'].length, validate_resource(listed.json)], [10_001, []])
  assert.equal(verdict(await get(`CodeSystem/${head['id']}/$validate-code?code=J15.0`)), true)
  const total = (await get('CodeSystem?_summary=count'))['total'] as number
  const seen: string[] = []
  for (let path: string | undefined = 'CodeSystem?_count=3'; path !== undefined;) {
    const page: Json = await get(path)
    assert.ok((page['entry'] ?? []).length <= 3)
    seen.push(...(page['entry'] as Json[]).map((one) => String(one['resource'].id)))
    const next = (page['link'] as Json[]).find((one) => one['relation'] === 'next')?.['url']
    path = next === undefined ? undefined : String(next).slice(`${running.base}/fhir/`.length)
  }
  assert.deepEqual([seen.length, new Set(seen).size], [total, total])
  assert.equal((await get('CodeSystem?publisher=khong-co'))['entry'], undefined)
  refused(await system('GET', '/fhir/CodeSystem/catalogue.icd10.999999'), 404)
  // A stored one under the same id and address is the one that counts, here and not elsewhere.
  const mine = { ...disease_list, id: head['id'], url: icd, version: 'riêng' }
  assert.equal((await system('PUT', `/fhir/CodeSystem/${head['id']}`, mine)).status, 201)
  assert.equal((await get(`CodeSystem/${head['id']}`))['version'], 'riêng')
  assert.equal(verdict(await get(`CodeSystem/$validate-code?url=${icd}&code=cum`)), true)
  assert.equal(verdict(await get(`CodeSystem/$validate-code?url=${icd}&code=cum`, other)), false)
  assert.equal((await get(`CodeSystem/${head['id']}`, other))['version'], 'TT 06/2026')
  assert.equal((await system('DELETE', `/fhir/CodeSystem/${head['id']}`)).status, 204)
})

test('what one facility has stored is not there for another', async () => {
  for (const path of [
    `CodeSystem/$lookup?system=${own}&code=cum`,
    `CodeSystem/$validate-code?url=${own}&code=cum`,
    `CodeSystem/${list['id']}/$validate-code?code=cum`,
    'ValueSet/$expand?url=urn:thu:bo-ho-hap',
    `ValueSet/${stored_set['id']}/$expand`,
    `ValueSet/$validate-code?url=urn:thu:bo-ho-hap&system=${own}&code=cum`,
    `ConceptMap/$translate?url=urn:thu:map&system=${own}&code=cum`,
    `CodeSystem/$subsumes?system=${own}&codeA=ho-hap&codeB=cum`,
  ])
    refused(await other('GET', `/fhir/${path}`), 404)
  assert.equal(verdict(await get(`ConceptMap/$translate?system=${own}&code=viem-phoi`, other)), false)
  for (const query of ['code:in=urn:thu:bo-ho-hap', `code:in=ValueSet/${stored_set['id']}`, `code:below=${own}|ho-hap`])
    refused(await other('GET', `/fhir/Condition?${query}`), 400)
  // Its own definition of the same address is another list.
  await put({ ...disease_list, concept: [{ code: 'khac', display: 'Khác' }] }, other)
  assert.equal(verdict(await get(`CodeSystem/$validate-code?url=${own}&code=khac`, other)), true)
  assert.equal(verdict(await get(`CodeSystem/$validate-code?url=${own}&code=khac`)), false)
})

test('/metadata?mode=terminology tells what is held for everybody, and CapabilityStatement the operations', async () => {
  const told = good(
    await fetch(`${running.base}/fhir/metadata?mode=terminology`).then(async (answer) => {
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        bytes: new Uint8Array(),
        json: JSON.parse(text) as Json,
      }
    }),
  )
  assert.equal(told['resourceType'], 'TerminologyCapabilities')
  const ours = (told['codeSystem'] as Json[]).find((one) => one['uri'] === icd)
  assert.deepEqual(
    (ours?.['version'] ?? []).map((one: Json) => one['isDefault']),
    [true, false],
  )
  assert.ok(!told['codeSystem'].some((one: Json) => one['uri'] === own))
  const statement = await get('metadata')
  const operations = (type: string) =>
    (statement['rest'][0].resource as Json[])
      .find((one) => one['type'] === type)
      ?.['operation'].map((one: Json) => `${one['name']} ${String(one['definition']).split('/').at(-1)}`)
  assert.deepEqual(operations('ValueSet'), ['expand ValueSet-expand', 'validate-code ValueSet-validate-code'])
  assert.deepEqual(operations('CodeSystem'), [
    'validate-code CodeSystem-validate-code',
    'lookup CodeSystem-lookup',
    'subsumes CodeSystem-subsumes',
  ])
})

test('each question leaves one line in the log, refused ones too', async () => {
  const lines = async (): Promise<Json[]> =>
    running.site.database.in_facility('24012', async (sql) => {
      const { rows } = await sql.query<Json>(
        "SELECT interaction, ref, outcome FROM audit.event WHERE facility = '24012' AND interaction LIKE '$%' ORDER BY id DESC LIMIT 2",
      )
      return rows
    })
  await get(`CodeSystem/$lookup?system=${icd}&code=J18.9`)
  await system('POST', '/fhir/CodeSystem/$lookup', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'system', valueUri: icd },
      { name: 'code', valueCode: 'J99.99' },
    ],
  })
  assert.deepEqual(await lines(), [
    { interaction: '$lookup', ref: `CodeSystem/$lookup?system=${icd}&code=J99.99`, outcome: 4 },
    { interaction: '$lookup', ref: `CodeSystem/$lookup?system=${q(icd)}&code=J18.9`, outcome: 0 },
  ])
})

test('fhir-kit-client asks as it asks any server', async () => {
  const token = await fetch(`${running.base}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'client', client_secret: password }),
  }).then((answer) => answer.json() as Promise<{ access_token: string }>)
  const client = new Client({ baseUrl: `${running.base}/fhir`, bearerToken: token.access_token })
  const expanded = (await client.operation({
    name: 'expand',
    resourceType: 'ValueSet',
    method: 'GET',
    input: { url: 'urn:thu:bo-ho-hap' },
  })) as Json
  assert.equal(expanded['expansion'].total, 4)
  const looked = (await client.operation({
    ...{ name: 'lookup', resourceType: 'CodeSystem' },
    input: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'system', valueUri: icd },
        { name: 'code', valueCode: 'J15.0' },
      ],
    },
  })) as Json
  assert.equal(part(looked, 'display')?.['valueString'], 'Viêm phổi do Klebsiella')
  const found = (await client.search({ resourceType: 'CodeSystem', searchParams: { url: icd } })) as Json
  assert.ok(found['entry'].length >= 2)
})
