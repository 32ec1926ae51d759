import { folded } from '../index-row.ts'
import { json_path } from './json-path.ts'
import { either, type Question } from './question.ts'
import { lexeme, unescape_value, unsupported, wrong_value } from './sql-text.ts'

export const string_condition = (question: Question): string => {
  const { binder, alias, parameter, modifier, values, name } = question
  const texts = values.map((value) => {
    const text = unescape_value(value)
    if (text.length > 200) throw unsupported(name, 'dài quá 200 ký tự')
    const whole = folded(text)
    if (whole === '') throw wrong_value(name, value)
    return { text, whole }
  })
  if (modifier === 'contains')
    return `EXISTS (SELECT FROM unnest(tsvector_to_array(${alias}.words)) AS w WHERE w LIKE ANY (${binder.bind(
      parameter.paths.flatMap((path) =>
        texts.map(({ whole }) => `${like_escaped(`${path.key}=`)}%${like_escaped(whole)}%`),
      ),
    )}::text[]))`
  const end = modifier === 'exact' ? '' : ':*'
  const queries = parameter.paths.flatMap((path) =>
    texts.flatMap(({ whole }) => {
      const one = `${lexeme(`${path.key}=${whole}`)}${end}`
      const words = whole.split(' ')
      // A name is known by any of its words, in any order: "Hương" of "Nguyễn Thị Hương".
      return path.leaf === 'HumanName' && modifier === undefined
        ? [one, `(${words.map((word) => `${lexeme(`${path.key}~${word}`)}:*`).join(' & ')})`]
        : [one]
    }),
  )
  const found = `${alias}.words @@ ${binder.bind(queries.join(' | '))}::tsquery`
  return modifier === 'exact'
    ? `(${found} AND ${exact_condition(
        question,
        texts.map(({ text }) => text),
      )})`
    : found
}

const like_escaped = (text: string): string => text.replace(/[%_\\]/g, '\\$&')

const string_parts: Record<string, string[]> = {
  HumanName: ['.text', '.family', '.given', '.prefix', '.suffix'],
  Address: ['.text', '.line', '.city', '.district', '.state', '.postalCode', '.country'],
}

const exact_condition = ({ binder, alias, parameter }: Question, texts: string[]): string => {
  const given = `jsonb_build_object('v', ${binder.bind(JSON.stringify(texts))}::jsonb)`
  return either(
    parameter.paths
      .flatMap((path) => (string_parts[path.leaf] ?? ['']).map((part) => json_path(path, part)))
      .map((path) => `jsonb_path_exists(${alias}.body::jsonb, '${path} ? (@ == $v[*])', ${given})`),
  )
}
