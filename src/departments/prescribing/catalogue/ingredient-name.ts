import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fold, tidy_spaces } from '../../../base/text/index.ts'

/**
 * Names of active ingredients made comparable. Catalogues, interaction lists and people write them in Latin, English and
 * Vietnamese spelling, with salts, waters and strengths, and with words broken at the end of a printed line:
 * "Amoxicillin (dưới dạng Amoxicillin trihydrate) + Acid Clavulanic" is ["amoxicilin", "acidclavulanic"].
 */

const strength =
  /\d+(?:[.,]\d+)*\s*(?:mg|mcg|µg|g|kg|ml|l|iu|ui|đvqt|đv|mmol|meq|%)(?:\s*\/\s*(?:\d+(?:[.,]\d+)?)?\s*(?:ml|g|mg|l|viên|gói|ống|liều)(?!\p{L}))?(?!\p{L})/giu

/** What is said of the piece the drug comes in, before the drug itself: "Mỗi 5ml dung dịch chứa:". */
const preface = /^.*?\bch[ứu]a\b\s*:?/iu

const innermost_brackets = /\([^()]*\)|\[[^[\]]*\]/g

const without_brackets = (text: string): string => {
  const less = text.replace(innermost_brackets, ' ')
  // An opening bracket that the copyist never closed takes the rest with it.
  return less === text ? less.replace(/[([].*$/s, ' ').replace(/[)\]]/g, ' ') : without_brackets(less)
}

/** Bases, acids and waters that come with an ingredient; where nothing else is left they are the ingredient (kali clorid). */
const salts = new Set(
  (
    'hydroclorid hidroclorid hydrocloride hydrochlorid hydrochloride hcl clohydrat dihydroclorid dihydrochloride bromid ' +
    'bromide hydrobromid natri sodium disodium kali potassium calci calcium magnesi magnesium maleat maleate besylat ' +
    'besilat besylate besilate succinat succinate fumarat fumarate tartrat tartrate hydrotartrat citrat citrate sulfat ' +
    'sulfate sulphat sulphate bisulfat bisulfate phosphat phosphate acetat acetate nitrat nitrate mesylat mesilat ' +
    'mesylate clorid chlorid chloride carbonat carbonate gluconat gluconate iodid iodide lactat lactate trihydrat ' +
    'trihydrate dihydrat dihydrate monohydrat monohydrate monohydrat hemihydrat sesquihydrat hydrat khan arginin ' +
    'arginine tert butylamin disoproxil proxetil axetil medoxomil meglumin methylsulfat orotat pivoxil compacted ' +
    'micronized micronised base muoi dang vi hat'
  ).split(' '),
)

/** One spelling for the habits of Latin, English and Vietnamese pharmacopoeias. */
const spelled = (word: string): string =>
  word
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('ch', 'c')
    .replaceAll('rh', 'r')
    .replaceAll('y', 'i')
    .replace(/([ao])e/g, 'e')
    .replace(/(.)\1/g, '$1')
    .replace(/(?<=.{4}[^aeiou])e$/, '')

const plain_key = (name: string): string => {
  const words = fold(name).match(/[a-z0-9]+/g) ?? []
  const kept = words.filter((word) => !salts.has(word))
  const told = kept.length > 0 ? kept : words
  const ordered = told.includes('acid') ? ['acid', ...told.filter((word) => word !== 'acid')] : told
  return spelled(ordered.join(''))
}

const load_names = (): Map<string, string> => {
  const path = join(import.meta.dirname, 'starter/ingredient-names.json')
  const file = JSON.parse(readFileSync(path, 'utf8')) as { names: Record<string, string[]> }
  return new Map(
    Object.entries(file.names).flatMap(([name, others]) =>
      [name, ...others].map((one): [string, string] => [plain_key(one), plain_key(name)]),
    ),
  )
}

let names: Map<string, string> | undefined

/** The comparable name of one ingredient, its other names led to the first. '' when no letter is left. */
export const ingredient_key = (name: string): string => {
  names ??= load_names()
  const key = plain_key(without_brackets(name))
  return names.get(key) ?? key
}

/** All ingredients of a product, each once, in the order they are written. */
export const ingredient_keys = (text: string): string[] => {
  const told = without_brackets(tidy_spaces(text.replaceAll('\n', ' ')))
    .replace(preface, ' ')
    .replace(strength, ' ')
    .replace(/\+\s*\/\s*-/g, '+')
    .replace(/\bvitamin\s+(\p{L}\d+)\s*\+\s*(\p{L}\d+)(?:\s*\+\s*(\p{L}\d+))?/giu, (_, ...found: string[]) =>
      found
        .slice(0, 3)
        .filter(Boolean)
        .map((one) => `vitamin ${one}`)
        .join('+'),
    )
  return [...new Set(told.split(/[+;,/&]| và /u).map(ingredient_key))].filter((key) => /[a-z]{2}/.test(key))
}
