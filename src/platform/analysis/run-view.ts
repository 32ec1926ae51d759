import { Readable } from 'node:stream'
import { Failure } from '../../base/outcome/index.ts'
import { is_object, text_of } from '../../standards/fhir/index.ts'
import type { Need, Operation, OperationAnswer, OperationCall } from '../records/index.ts'
import { find_definition } from './find-definition.ts'
import { media_types, read_format, text_parts, wants_binary, type Format } from './formats.ts'
import { open_view, type OpenView } from './open-view.ts'
import { parquet_answer } from './parquet-answer.ts'
import { read_wish } from './read-wish.ts'

/** The first rows are made before the answer begins: what is wrong shows there, while it can still be refused. */
const begun = async ({ view, parts, left_out }: OpenView): Promise<OpenView> => {
  const first = await parts.next()
  const from_there = async function* (): AsyncGenerator<Record<string, unknown>[]> {
    if (!first.done) yield first.value
    yield* parts
  }
  return { view, parts: from_there(), left_out }
}

const table_of = async (format: Format, opened: OpenView, with_names: boolean): Promise<OperationAnswer> => {
  if (format === 'parquet') {
    const { stream, bytes } = await parquet_answer(opened)
    return { text: stream, type: media_types.parquet, headers: { 'content-length': String(bytes) } }
  }
  const { view, parts } = await begun(opened)
  return { text: Readable.from(text_parts(format, parts, view.columns, with_names)), type: media_types[format] }
}

const binary_bytes_max = 8 * 1_024 * 1_024

/** A table inside a Binary cannot flow: it is for small ones. */
const in_binary = async (text: string | Readable, contentType: string): Promise<OperationAnswer> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of typeof text === 'string' ? [text] : text) {
    chunks.push(Buffer.from(chunk as string | Buffer))
    bytes += chunks.at(-1)?.length ?? 0
    if (bytes <= binary_bytes_max) continue
    const message = 'Bảng quá lớn để gói trong Binary; hãy nhận theo dạng gốc (Accept) hoặc dùng _limit'
    throw new Failure(406, [{ severity: 'error', code: 'not-supported', message, expression: 'Accept' }])
  }
  const data = Buffer.concat(chunks).toString('base64')
  return { text: JSON.stringify({ resourceType: 'Binary', contentType, ...(data === '' ? {} : { data }) }) }
}

/** How the question was put, for the audit log: without what was sent along. */
const detail_of = ({ type, id, query }: OperationCall, name: string, format: Format): string => {
  const rest = query.size === 0 ? '' : `?${query.toString()}`
  return `${[type, id, '$viewdefinition-run'].filter(Boolean).join('/')}${rest} ${name}.${format}`
}

const run = async (call: OperationCall): Promise<OperationAnswer> => {
  const { store, caller, base, id, query, body, request } = call
  const wish = read_wish(query, body)
  const accept = request.headers.accept ?? '*/*'
  const format = read_format(wish.format, accept)
  const definition = await find_definition(store, caller, { base, id }, wish)
  const name = text_of(is_object(definition) ? definition['name'] : undefined) ?? 'view'
  const opened = await open_view(store, caller, { ...wish, definition, detail: detail_of(call, name, format) })
  const answer = await table_of(format, opened, wish.with_names)
  if (wants_binary(accept, format)) return in_binary(answer.text, media_types[format])
  const disposition = `attachment; filename="${name}.${format}"`
  // Never silently: how many people asked not to be in it.
  const left_out = opened.left_out > 0 ? { 'x-left-out-people': String(opened.left_out) } : {}
  return { ...answer, headers: { ...answer.headers, ...left_out, 'content-disposition': disposition } }
}

/** A view may be of any type: an app's token must reach all there is. */
const needs = (): Need[] => [
  { right: 'r', type: '*' },
  { right: 's', type: '*' },
]

const common = { types: ['ViewDefinition'], own_format: true, needs, run }

/** SQL on FHIR v2: in R4 the operation stands at the system level; `$run` is what it was called before. */
export const view_operations: Operation[] = [
  {
    name: '$viewdefinition-run',
    definition: 'http://sql-on-fhir.org/OperationDefinition/$viewdefinition-run',
    on: ['system', 'type', 'instance'],
    ...common,
  },
  { name: '$run', definition: 'http://sql-on-fhir.org/OperationDefinition/$run', on: ['type', 'instance'], ...common },
]
