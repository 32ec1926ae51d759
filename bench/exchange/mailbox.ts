import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { open_http, type Http } from '../fhir/pair/http.ts'
import { run_phase, with_children, type Phase, type Watched } from '../fhir/pair/phase.ts'
import { write_section } from '../results.ts'
import { cccd_of, fill_hub } from './fill-hub.ts'
import { start_hub_site, type HubSite } from './hub-site.ts'
import { digest_of, make_letters, type ReadyLetter } from './letters.ts'

/**
 * The hub's mailbox: signed documents in (signatures and schema verified), and lookups of a person's papers, at growing
 * size; beside it PostgreSQL alone taking the same bytes, in the same run.
 *   node bench/exchange/mailbox.ts [--scales 1,50] [--letters 3000] [--warm 3000] [--lookups 8000] [--workers 2] [--record]
 * At scale 1: 100,000 people with 200,000 document entries.
 */
const { values } = parseArgs({
  options: {
    ...{ scales: { type: 'string', default: '1' }, letters: { type: 'string', default: '3000' } },
    warm: { type: 'string', default: '3000' },
    ...{ lookups: { type: 'string', default: '8000' }, workers: { type: 'string', default: '2' } },
    ...{ record: { type: 'boolean', default: false }, out: { type: 'string' } },
  },
})
const [letter_count, warm_count, lookup_count, workers] = [
  ...[values.letters, values.warm, values.lookups, values.workers],
].map(Number) as [number, number, number, number]
const [connections, lookup_connections] = [32, 16]
const member_count = 10
const say = (text: string): void => console.error(text)

const take =
  (http: Http, { text }: ReadyLetter) =>
  async (): Promise<void> => {
    const { status, json } = await http.send('POST', '', text)
    if (status !== 200 || json.entry?.[0]?.response.status !== '201 Created')
      throw new Error(`${status} ${JSON.stringify(json).slice(0, 300)}`)
  }

/** What a member asks first: which papers of this person did we send or were we sent? */
const look_up = (http: Http, person: number) => async (): Promise<void> => {
  const query = new URLSearchParams({
    'patient.identifier': `${identifier_system.cccd}|${cccd_of(person)}`,
    ...{ format: 'pdf-pades', _count: '20' },
  })
  const { status, json } = await http.send('GET', `DocumentReference?${query.toString()}`)
  if (status !== 200 || json.type !== 'searchset') throw new Error(`${status}`)
}

const raw_sql = `INSERT INTO public.raw_document (sender, document, digest, about, pdf, fhir, seal)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`

/** The limit: the same bytes into one table with a key, a commit each. */
const raw_phase = async (url: string, letters: ReadyLetter[], watched: Watched): Promise<Phase> => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  await pool.query(`CREATE TABLE IF NOT EXISTS public.raw_document (sender text, document text, digest bytea, about jsonb,
    pdf bytea, fhir bytea, seal bytea, PRIMARY KEY (sender, document))`)
  const operations = letters.map(({ sender, submission }) => async () => {
    const [pdf, fhir, seal] = submission.parts
    const { parts: _parts, ...about } = submission
    await pool.query({
      name: 'raw',
      text: raw_sql,
      values: [
        ...[sender, pdf.identity, digest_of(pdf.bytes), JSON.stringify(about)],
        ...[Buffer.from(pdf.bytes), Buffer.from(fhir?.bytes ?? []), Buffer.from(seal?.bytes ?? [])],
      ],
    })
  })
  const phase = await run_phase('PostgreSQL alone, the same bytes', connections, operations, watched)
  await pool.query('DROP TABLE public.raw_document')
  await pool.end()
  return phase
}

const measure = async (hub: HubSite, scale: number): Promise<{ scale: number; phases: Phase[] }> => {
  const wish = { persons: 100_000 * scale, entries: 200_000 * scale }
  await fill_hub(hub.url, [...hub.tokens.keys()], wish, say)
  const watched: Watched = {
    hub: with_children(hub.server.pid ?? 0),
    postgres: with_children(hub.postmaster_pid),
  }
  const letters = await make_letters(hub.houses, warm_count + letter_count, wish.persons)
  say(`${letters.length} letters of ${Math.round((letters[0]?.text.length ?? 0) / 1_024)} kB as sent`)
  const members = new Map(
    [...hub.tokens].map(([code, token]) => [code, open_http({ base: hub.base, token, connections })]),
  )
  const http_of = (code: string): Http => members.get(code) as Http
  const codes = [...members.keys()]
  const taking = letters.map((letter) => take(http_of(letter.sender), letter))
  const looking = Array.from({ length: lookup_count }, (_, i) =>
    look_up(http_of(codes[i % member_count] as string), (i * 104_729) % wish.persons),
  )
  const phases = [
    await run_phase('documents taken, verified', connections, taking, watched, warm_count),
    await run_phase('lookups of a person', lookup_connections, looking, watched, lookup_count / 2),
    await raw_phase(hub.url, letters.slice(-letter_count), { postgres: watched['postgres'] as () => number[] }),
  ]
  for (const http of members.values()) await http.close()
  for (const { name, errors } of phases) if (errors.length > 0) say(`${name}: ${errors.length} errors, ${errors[0]}`)
  return { scale, phases }
}

const hub = await start_hub_site(workers, member_count)
const results: Awaited<ReturnType<typeof measure>>[] = []
try {
  for (const scale of values.scales.split(',').map(Number)) results.push(await measure(hub, scale))
} finally {
  await hub.close()
}
const cpu = ({ cpu_ms }: Phase): string =>
  Object.entries(cpu_ms)
    .map(([label, ms]) => `${label} ${ms.toFixed(2)}`)
    .join(', ')
const lines = [
  `\`node bench/exchange/mailbox.ts --scales ${values.scales} --letters ${letter_count} --warm ${warm_count} --lookups ${lookup_count} --workers ${workers}\`: ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${connections} connections for what is sent, ${lookup_connections} for what is asked, the client on the same cores, servers warmed up by the first ${warm_count} letters and half of the lookups, ${new Date().toISOString()}`,
  '',
  '| stored | workload | /s | p50 ms | p95 ms | CPU ms each | errors |',
  '|---|---|---|---|---|---|---|',
  ...results.flatMap(({ scale, phases }) =>
    phases.map(
      (phase) =>
        `| ${scale}× (${(scale * 200_000).toLocaleString('en')} entries, ${(scale * 100_000).toLocaleString('en')} people) | ${phase.name} | ${Math.round(phase.per_second)} | ${phase.p50_ms.toFixed(1)} | ${phase.p95_ms.toFixed(1)} | ${cpu(phase)} | ${phase.errors.length} |`,
    ),
  ),
  '',
  'Wanted (issue 4): 300 documents/s and 1,000 lookups/s, p95 30 ms, at 10 million entries and 5 million people. A document as sent weighs 112 kB (a PDF of 73 kB, data, seal).',
]
console.log(lines.join('\n'))
if (values.out) writeFileSync(values.out, JSON.stringify(results, null, 2))
if (values.record) write_section("The hub's mailbox", lines)
