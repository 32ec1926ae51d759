import { request } from 'node:http'
import { Readable } from 'node:stream'
import { generate_patient, generate_shared, resources_per_patient } from '../generate.ts'
import type { FhirSite } from './site.ts'

const patients_at_once = 50

/** Patients as ndjson, some of them at a time; what they share comes first. */
export function* ndjson_lines(seed: number, from: number, until: number): Generator<string> {
  if (from === 0)
    yield `${generate_shared(seed)
      .map((one) => JSON.stringify(one))
      .join('\n')}\n`
  for (let p = from; p < until; p += patients_at_once) {
    const group = Array.from({ length: Math.min(patients_at_once, until - p) }, (_, i) => generate_patient(seed, p + i))
    yield `${group
      .flat()
      .map((one) => JSON.stringify(one))
      .join('\n')}\n`
  }
}

/** Brings patients in through $import, as an old system's ndjson would come. @throws when a line was refused */
export const import_patients = async (
  site: Pick<FhirSite, 'base' | 'token'>,
  seed: number,
  from: number,
  until: number,
): Promise<{ per_second: number; seconds: number }> => {
  const start = performance.now()
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = { 'content-type': 'application/fhir+ndjson', authorization: `Bearer ${site.token}` }
    const sent = request(`${site.base}/$import`, { method: 'POST', headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    sent.on('error', reject)
    Readable.from(ndjson_lines(seed, from, until)).pipe(sent)
  })
  if (/"severity":"error"/.test(answer)) throw new Error(answer.slice(0, 1_000))
  const seconds = (performance.now() - start) / 1_000
  return { per_second: ((until - from) * resources_per_patient) / seconds, seconds }
}
