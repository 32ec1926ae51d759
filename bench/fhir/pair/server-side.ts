import { open_http, type Json } from './http.ts'
import { ask_about } from './questioner.ts'
import { need, type Make, type Question, type Side } from './side.ts'
import { resources_per_patient, systems, type World } from './world.ts'

/** A FHIR server, whoever made it: HTTP only, ids given by the server, every answer judged. */
export const server_side = (world: World, options: { base: string; token: string; connections: number }): Side => {
  const { facts } = world
  const ask = ask_about(world)
  const { send, expect, close } = open_http(options)

  const known = new Map<string, string>()
  const ids: string[][] = []
  const versions = new Map<string, number>()
  const id_of = (p: number, place: number): string => ids[p]?.[place] ?? ''
  const patient_id = (p: number): string => id_of(p, 0)

  const entries = (bundle: Json, mode: 'match' | 'include' = 'match'): Json[] =>
    ((bundle.entry ?? []) as Json[]).filter((one) => (one.search?.mode ?? 'match') === mode).map((one) => one.resource)
  const search = (path: string, judge: (bundle: Json) => void) => async () => {
    const bundle = expect(await send('GET', path), 200)
    need(bundle.type === 'searchset', 'not a searchset')
    judge(bundle)
  }
  /** A page: under a long load one resource may collect hundreds of versions. */
  const history_max = 100
  const counted = (list: unknown[], count: number): void =>
    need(list.length === count, `${list.length} entries instead of ${count}`)
  const by_cccd = (p: number): string => encodeURIComponent(`${systems.cccd}|${facts(p).cccd}`)
  const loinc = (code: string): string => encodeURIComponent(`${systems.loinc}|${code}`)
  const subject = (one: Json): string =>
    String(one.subject?.reference ?? '')
      .split('/')
      .pop() ?? ''
  const patients_of = (given: string): Set<string> => new Set([...(world.by_given.get(given) ?? [])].map(patient_id))
  const page = 20

  const questions: Record<Question, Make> = {
    'Patient?name': () => {
      const given = ask.given()
      const right = patients_of(given)
      return search(`Patient?name=${encodeURIComponent(given)}&_count=${page}`, (bundle) => {
        const found = entries(bundle)
        counted(found, Math.min(page, right.size))
        need(
          found.every((one) => right.has(one.id)),
          'a patient of another name',
        )
      })
    },
    'Patient?identifier': () => {
      const p = ask.patient()
      return search(`Patient?identifier=${by_cccd(p)}`, (bundle) => {
        counted(entries(bundle), 1)
        need(entries(bundle)[0].id === patient_id(p), 'another patient')
      })
    },
    'Observation?patient&code&_sort=-date': () => {
      const [p, code] = [ask.patient(), ask.code()]
      const right = facts(p)
        .observations.filter((one) => one.code === code)
        .sort((a, b) => b.at_ms - a.at_ms)
        .map((one) => id_of(p, one.place))
      return search(
        `Observation?patient=Patient/${patient_id(p)}&code=${loinc(code)}&_sort=-date&_count=${page}`,
        (bundle) => {
          const found = entries(bundle).map((one) => String(one.id))
          need(
            right.every((id) => found.includes(id)),
            'an observation is missing',
          )
          const times = entries(bundle).map((one) => Date.parse(one.effectiveDateTime))
          need(
            times.every((time, i) => i === 0 || time <= (times[i - 1] ?? time)),
            'not newest first',
          )
        },
      )
    },
    'Encounter?patient&_include=practitioner': () => {
      const p = ask.patient()
      return search(`Encounter?patient=Patient/${patient_id(p)}&_include=Encounter:practitioner`, (bundle) => {
        counted(entries(bundle), 3)
        counted(entries(bundle, 'include'), facts(p).doctors.size)
      })
    },
    'Observation?subject.name&code': () => {
      const [given, code] = [ask.given(), ask.code()]
      const right = patients_of(given)
      return search(
        `Observation?subject:Patient.name=${encodeURIComponent(given)}&code=${loinc(code)}&_count=${page}`,
        (bundle) => {
          counted(entries(bundle), Math.min(page, right.size * 3))
          need(
            entries(bundle).every((one) => right.has(subject(one))),
            'of another name',
          )
        },
      )
    },
    'Observation?subject.identifier&code': () => {
      const p = ask.patient()
      return search(`Observation?subject:Patient.identifier=${by_cccd(p)}&code=${loinc('14682-9')}`, (bundle) => {
        counted(entries(bundle), 3)
        need(
          entries(bundle).every((one) => subject(one) === patient_id(p)),
          'of another patient',
        )
      })
    },
    'Patient?_has:Condition:code': () => {
      const code = ask.diagnosis()
      return search(
        `Patient?_has:Condition:patient:code=${encodeURIComponent(`${systems.icd10}|${code}`)}&_count=${page}`,
        (bundle) => {
          need(entries(bundle).length > 0, 'nobody found')
          need(
            entries(bundle).every((one) => {
              const p = ids.findIndex((list) => list[0] === one.id)
              return facts(p).diagnoses.includes(code)
            }),
            'a patient without it',
          )
        },
      )
    },
    'Patient?identifier&_revinclude=MedicationRequest': () => {
      const p = ask.patient()
      return search(`Patient?identifier=${by_cccd(p)}&_revinclude=MedicationRequest:patient`, (bundle) => {
        counted(entries(bundle), 1)
        counted(entries(bundle, 'include'), facts(p).medications)
      })
    },
    'Observation?code&date': () => {
      const { code, at_ms } = ask.observation()
      const right = world.near(code, at_ms)
      const [from, to] = [at_ms, at_ms + 86_400_000].map((ms) => encodeURIComponent(new Date(ms).toISOString()))
      return search(`Observation?code=${loinc(code)}&date=ge${from}&date=lt${to}&_count=${page}`, (bundle) => {
        counted(entries(bundle), Math.min(page, right.size))
      })
    },
    'Condition?code&_total=accurate': () => {
      const code = ask.diagnosis()
      return search(
        `Condition?code=${encodeURIComponent(`${systems.icd10}|${code}`)}&_total=accurate&_count=10`,
        (bundle) => {
          need(bundle.total === world.by_diagnosis.get(code), `total ${bundle.total}`)
          counted(entries(bundle), Math.min(10, bundle.total))
        },
      )
    },
  }

  const single = (p: number): Json => {
    const observation = world.entries(p, known).find((one) => one.resource.resourceType === 'Observation')?.resource
    return {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Đo tại giường', coding: [{ system: systems.loinc, code: '0000-0' }] },
      subject: { reference: `Patient/${patient_id(p)}` },
      performer: observation?.['performer'],
      effectiveDateTime: '2026-11-21T08:00:00+07:00',
      valueQuantity: { value: ask.amount(), unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
    }
  }
  const resolved = (p: number, place: number): Json => {
    const list = world.entries(p, known)
    const urls = new Map(list.map((one, i) => [one.fullUrl, `${one.resource.resourceType}/${id_of(p, i)}`]))
    const text = JSON.stringify(list[place]?.resource).replace(/urn:uuid:[0-9a-f-]{36}/g, (url) => urls.get(url) ?? url)
    return JSON.parse(text)
  }

  return {
    label: 'server',
    async load_shared() {
      for (const { id, ...resource } of world.shared) {
        const json = expect(await send('POST', resource.resourceType, JSON.stringify(resource)), 201)
        known.set(`${resource.resourceType}/${id}`, `${resource.resourceType}/${json.id}`)
      }
    },
    ingest: (p) => {
      const entry = world
        .entries(p, known)
        .map((one) => ({ ...one, request: { method: 'POST', url: one.resource.resourceType } }))
      const body = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })
      return async () => {
        const json = expect(await send('POST', '', body), 200)
        counted(json.entry, resources_per_patient)
        ids[p] = (json.entry as Json[]).map((one, i) => {
          const [, type, id] = /([A-Z][A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(one.response.location) ?? []
          need(one.response.status.startsWith('201') && type === world.types[i], `entry ${i}`)
          return id ?? ''
        })
      }
    },
    create: () => {
      const resource = single(ask.patient())
      const body = JSON.stringify(resource)
      return async () => {
        const json = expect(await send('POST', 'Observation', body), 201)
        need(json.id !== undefined && json.valueQuantity.value === resource.valueQuantity.value, 'not what was sent')
      }
    },
    read: () => {
      const [p, place] = [ask.patient(), ask.place()]
      return async () => {
        const json = expect(await send('GET', `${world.types[place]}/${id_of(p, place)}`), 200)
        need(json.id === id_of(p, place) && json.resourceType === world.types[place], 'another resource')
      }
    },
    update: (n) => {
      const { p, place } = ask.to_update(n)
      const id = id_of(p, place)
      const note = `Hiệu chỉnh lần ${n}`
      const body = JSON.stringify({ ...resolved(p, place), id, note: [{ text: note }] })
      return async () => {
        const json = expect(await send('PUT', `Observation/${id}`, body), 200)
        need(json.id === id && json.note?.[0].text === note, 'not what was sent')
        versions.set(id, (versions.get(id) ?? 1) + 1)
      }
    },
    everything: () => {
      const p = ask.patient()
      return async () => {
        const bundle = expect(await send('GET', `Patient/${patient_id(p)}/$everything?_count=1000`), 200)
        const found = new Set((bundle.entry as Json[]).map((one) => one.resource.id))
        need(
          (ids[p] ?? []).every((id) => found.has(id)),
          'something of the patient is missing',
        )
      }
    },
    history: () => {
      const changed = [...versions.keys()]
      const id = changed[ask.amount() % changed.length] ?? ''
      return async () => {
        const bundle = expect(await send('GET', `Observation/${id}/_history?_count=${history_max}`), 200)
        counted(bundle.entry, Math.min(versions.get(id) ?? 0, history_max))
      }
    },
    ask: questions,
    close,
  }
}
