import { fold } from '../../base/text/index.ts'
import { text_of } from '../../standards/fhir/index.ts'

type Head = Record<string, unknown>
type Test = (head: Head) => boolean

/** Element and kind of the parameters that can be answered from the head of a catalogue. */
const parameters: Record<string, { element: string; kind: 'token' | 'uri' | 'string' }> = {
  _id: { element: 'id', kind: 'token' },
  url: { element: 'url', kind: 'uri' },
  system: { element: 'url', kind: 'uri' },
  version: { element: 'version', kind: 'token' },
  status: { element: 'status', kind: 'token' },
  'content-mode': { element: 'content', kind: 'token' },
  name: { element: 'name', kind: 'string' },
  title: { element: 'title', kind: 'string' },
  description: { element: 'description', kind: 'string' },
}

const split = (value: string): string[] => value.split(/(?<!\\),/).map((one) => one.replace(/\\([\\,|$])/g, '$1'))

const compare: Record<string, (held: string, wanted: string) => boolean> = {
  uri: (held, wanted) => held === wanted,
  'uri:below': (held, wanted) => held === wanted || held.startsWith(`${wanted.replace(/\/+$/, '')}/`),
  'uri:above': (held, wanted) => held === wanted || wanted.startsWith(`${held.replace(/\/+$/, '')}/`),
  token: (held, wanted) => held === wanted,
  string: (held, wanted) => fold(held).startsWith(fold(wanted)),
  'string:contains': (held, wanted) => fold(held).includes(fold(wanted)),
  'string:exact': (held, wanted) => held === wanted,
}

const test_of = (name: string, value: string): Test | undefined => {
  const [plain = '', modifier] = name.split(':')
  const known = parameters[plain]
  const fits = known && compare[modifier === undefined ? known.kind : `${known.kind}:${modifier}`]
  if (!known || !fits) return undefined
  const wanted = split(value)
  return (head) => wanted.some((one) => fits(text_of(head[known.element]) ?? '', one))
}

const is_control = (name: string): boolean =>
  /^_(count|sort|total|cursor|format|pretty|summary|elements|contained|containedType)$/.test(name) ||
  /^_(rev)?include(:|$)/.test(name)

/** Whether a catalogue answers a search; undefined when the search asks for what its head does not say. */
export const catalogue_test = (query: URLSearchParams): Test | undefined => {
  const tests: Test[] = []
  for (const [name, value] of query) {
    if (is_control(name)) continue
    const test = test_of(name, value)
    if (!test) return undefined
    tests.push(test)
  }
  return (head) => tests.every((test) => test(head))
}
