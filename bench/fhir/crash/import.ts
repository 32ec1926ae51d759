import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './wire.ts'
import { observation_of, type Deed, type Wish } from './deed.ts'
import { perform, type Load } from './load.ts'

/** One connection that sends files one after the other, as a hospital that moves in does. */
export type Importer = { patient: string; made: number }

/** Five megabytes: several blocks (platform/bulk), so that a kill falls between one that is there and one that is not. */
const [lines, words] = [200, 2_000]
const pause_ms = 300
/** The connections of a killed import may hold its turn for a moment. */
const turn_max_ms = 20_000

type ImportAnswer = {
  parameter: { name: string; valueInteger?: number; part?: { name: string; valueInteger?: number }[] }[]
}

/** Nothing is refused, and what is not new was there word for word. */
const check_answer = (text: string): void => {
  const { parameter } = JSON.parse(text) as ImportAnswer
  const count = (name: string): number =>
    parameter
      .flatMap(({ part = [] }) => part)
      .filter((one) => one.name === name)
      .reduce((sum, { valueInteger = 0 }) => sum + valueInteger, 0)
  if (count('created') + count('unchanged') !== lines) throw new Error(`import: ${text.slice(0, 500)}`)
}

const ndjson_of = (patient: string, wishes: Wish[]): string =>
  wishes
    .map(({ id, mark = '' }, i) => {
      const note = [{ text: `${mark} `.repeat(words) }]
      return `${JSON.stringify({ ...observation_of(patient, mark, i, id), note })}\n`
    })
    .join('')

const headers = { 'content-type': 'application/fhir+ndjson' }

const import_deed = (importer: Importer): Deed => {
  importer.made += 1
  const wishes = Array.from({ length: lines }, (_, i): Wish => {
    const mark = `import-${importer.made}-${i}`
    return { type: 'Observation', id: mark, version: 1, mark }
  })
  const body = (): string => ndjson_of(importer.patient, wishes)
  return { kind: 'import', wishes, outcome: 'unknown', again: { path: '/$import', body, headers } }
}

/** Imports until it is over or nobody answers any more. */
export const import_on = async (load: Load, importer: Importer): Promise<void> => {
  while (!load.is_over()) {
    const deed = import_deed(importer)
    const answer = await perform(load, deed, () =>
      load.wire.ask('POST', '/$import', ndjson_of(importer.patient, deed.wishes), headers),
    )
    if (!answer) return
    check_answer(answer.text)
    await sleep(pause_ms)
  }
}

/** The same file once more: what was there stays as it is, what was missing comes, nothing comes twice. */
export const import_again = async (load: Load, { again }: Deed): Promise<Answer> => {
  const send = () => load.wire.ask('POST', again?.path ?? '', again?.body(), again?.headers)
  let answer = await send()
  for (const end_ms = performance.now() + turn_max_ms; answer.status === 409 && performance.now() < end_ms;) {
    await sleep(200)
    answer = await send()
  }
  if (answer.status === 200) check_answer(answer.text)
  return answer
}
