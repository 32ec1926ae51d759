import { mutated } from './mutate.ts'
import { odd_numbers } from './odd-values.ts'
import type { Random } from './random.ts'

const odd_pieces = [
  ...['"', '{', '}', '[', ']', ',', ':', '\\', '\u0000', '\ufeff', '/*', 'NaN', '\\u0000', '\\ud800', '\\x41'],
]
const odd_members = [
  ...['"__proto__":{"id":"x"}', '"constructor":{"prototype":{"x":1}}', '"id":"a","id":"b"', '"id":null'],
  ...['"id":{"toString":1}', '"resourceType":"Patient","resourceType":"Observation"'],
]
const odd_texts = ['\\u0000', '\\ud83d', '\\udc00\\ud800', '\\ufffe', '\\u202e']
const no_numbers = ['01', '+1', '.5', '1.', '0x1', '1e', '--1']
const no_resources = [
  ...['', ' ', 'null', 'true', '0', '"x"', '[]', '{}', '[{}]', '\ufeff{}', '<Patient/>', '\u0000'],
  ...['{"resourceType":null}'],
]

/** What no tree can say: broken JSON, the same name twice, half characters, endless depth. */
const broken = (random: Random, text: string): string => {
  const i = random.below(text.length + 1)
  return random.weighted([
    [3, () => text.slice(0, i)],
    [3, () => text.slice(0, i) + random.pick(odd_pieces) + text.slice(i)],
    [2, () => text.slice(0, i) + text.slice(i + 1 + random.below(20))],
    [3, () => text.replace('{', `{${random.pick(odd_members)},`)],
    [2, () => text.replace(/"[^"\\]{1,40}"(?!:)/, () => `"${random.pick(odd_texts)}"`)],
    [2, () => text.replace(/-?\d+(\.\d+)?(?=[,}\]])/, () => random.pick([...odd_numbers, ...no_numbers]))],
    [1, () => random.pick(['[', '{"a":', '[{"a":']).repeat(random.pick([50, 3_000, 60_000]))],
    [1, () => `${'['.repeat(random.pick([100, 8_000]))}1${']'.repeat(random.pick([100, 8_000]))}`],
    [1, () => text.replace('{', `{"extension":${'['.repeat(9_000)}${']'.repeat(9_000)},"x":1.0,`)],
    [1, () => `${text}${text}`],
    [1, () => random.pick(no_resources)],
  ])
}

/** The text to send for a value: changed here and there, and sometimes no JSON any more. */
export const body_text = (random: Random, value: unknown): string => {
  const text = JSON.stringify(mutated(random, value)) ?? 'null'
  return random.chance(0.12) ? broken(random, text) : text
}
