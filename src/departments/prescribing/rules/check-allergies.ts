import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fold, words } from '../../../base/text/index.ts'
import { printed_name } from '../../../standards/e-prescription/index.ts'
import { ingredient_key, ingredient_keys } from '../catalogue/ingredient-name.ts'
import type { DraftLine, Finding } from '../contract.ts'
import { not_run, type Check } from './facts.ts'

type ClassFile = { classes: { name: string; said: string[]; members: string[]; crosses?: string[] }[] }
type DrugClass = { name: string; said: string[]; members: Set<string>; crosses: string[] }

/** Each word in the one spelling that "Penicillin" and "penicilin" share. */
const as_words = (text: string): string => words(text).map(ingredient_key).join(' ')

const load_classes = (): DrugClass[] => {
  const text = readFileSync(join(import.meta.dirname, '../catalogue/starter/allergy-classes.json'), 'utf8')
  return (JSON.parse(text) as ClassFile).classes.map(({ name, said, members, crosses = [] }) => ({
    name,
    said: [name, ...said].map(as_words),
    members: new Set(members.map(ingredient_key)),
    crosses,
  }))
}
let loaded: DrugClass[] | undefined
const classes = (): DrugClass[] => (loaded ??= load_classes())

const has_words = (text: string, wanted: string): boolean => ` ${text} `.includes(` ${wanted} `)

type Allergen = { said: string; keys: string[]; classes: DrugClass[] }

/** An allergen in the doctor's words: the ingredients and the classes that are named in it. */
const to_allergen = (said: string): Allergen => {
  const spelled = as_words(said)
  const long_words = spelled.split(' ').filter((word) => word.length > 3)
  const keys = [...new Set([...ingredient_keys(said), ...long_words])]
  const named = classes().filter(
    (one) => one.said.some((word) => has_words(spelled, word)) || keys.some((key) => one.members.has(key)),
  )
  return { said, keys, classes: named }
}

const judge = (line: DraftLine, allergen: Allergen): Finding | undefined => {
  const { drug } = line
  const name = printed_name(drug)
  const finding = (level: Finding['level'], message: string): Finding => ({
    key: `allergy:${drug.code}:${fold(allergen.said)}`,
    ...{ check: 'allergy', level, message, lines: [line.id] },
  })
  if (drug.ingredients.some((key) => allergen.keys.includes(key)))
    return finding('red', `Dị ứng “${allergen.said}”: ${name}`)
  const same = allergen.classes.find(({ members }) => drug.ingredients.some((key) => members.has(key)))
  if (same) return finding('red', `Dị ứng “${allergen.said}”: ${name} cùng nhóm ${same.name}`)
  const crossing = classes().find(
    (one) =>
      allergen.classes.some(({ crosses }) => crosses.includes(one.name)) &&
      drug.ingredients.some((key) => one.members.has(key)),
  )
  return crossing && finding('amber', `Dị ứng “${allergen.said}”: ${name} (nhóm ${crossing.name}) có thể dị ứng chéo`)
}

const is_unknown = (said: string): boolean => /chua ro/.test(fold(said))

/** What the person is allergic to, against each line. Nobody has asked: the check could not run. */
export const check_allergies: Check = ({ lines }, { allergies }) => {
  if (lines.length === 0) return []
  if (!allergies) return [not_run('allergy', 'Hồ sơ chưa ghi tiền sử dị ứng (có hay không): chưa kiểm được dị ứng')]
  if (allergies.some(is_unknown))
    return [not_run('allergy', 'Hồ sơ ghi có dị ứng nhưng chưa rõ dị nguyên: chưa kiểm được dị ứng')]
  const nameless = lines.filter(({ drug }) => drug.ingredients.length === 0)
  if (allergies.length > 0 && nameless.length > 0)
    return [
      not_run(
        'allergy',
        `Không biết hoạt chất của ${nameless.map(({ drug }) => printed_name(drug)).join(', ')}: chưa kiểm được dị ứng`,
      ),
    ]
  return allergies.map(to_allergen).flatMap((allergen) => {
    const found = lines.flatMap((line) => judge(line, allergen) ?? [])
    if (found.length > 0 || allergen.classes.length > 0) return found
    return [
      {
        key: `allergy-said:${fold(allergen.said)}`,
        ...{ check: 'allergy', level: 'amber', lines: [] },
        message: `Dị ứng “${allergen.said}”: không thuộc nhóm thuốc nào đã biết; chỉ so theo tên, bác sĩ tự xem`,
      },
    ]
  })
}
