import type { Random } from './random.ts'
import type { Gender } from './names.ts'

const mobile_heads = ['032', '035', '038', '070', '077', '081', '085', '090', '091', '096', '097', '098']

/** Old province numbers inside the 12 digits: they stay after the merger. */
const birth_provinces = [
  ['024', 80],
  ['027', 7],
  ['019', 4],
  ['020', 4],
  ['001', 3],
  ['034', 2],
] as const

/** 3 digits of the province of birth, century and sex, two of the year, six by chance (NĐ 137/2015 Điều 13). */
export const make_cccd = (random: Random, gender: Gender, birth_year: number): string =>
  random.weighted(birth_provinces) +
  String((Math.floor(birth_year / 100) - 19) * 2 + (gender === 'female' ? 1 : 0)) +
  String(birth_year % 100).padStart(2, '0') +
  random.digits(6)

export const make_phone = (random: Random): string => random.pick(mobile_heads) + random.digits(7)

const card_category = (age: number, occupation: string): [string, string] => {
  if (age < 6) return ['TE', '1']
  if (occupation === '02') return ['HS', '4']
  if (occupation === '03') return ['HT', '3']
  if (occupation === '04' || occupation === '10') return ['DN', '4']
  if (occupation === '08' || occupation === '07' || occupation === '09') return ['HC', '4']
  return ['GD', '4']
}

/** The card in its three shapes: 15 characters, 10 digits, or (from 15/8/2025) the 12-digit ID itself. */
export const make_card = (
  random: Random,
  age: number,
  occupation: string,
  cccd: string | undefined,
  today: string,
  facility: string,
) => {
  const [category, benefit] = card_category(age, occupation)
  const percent = { '1': 100, '3': 95, '4': 80 }[benefit] ?? 80
  const shape = random.weighted([
    ['card', 45],
    ['insurance', 25],
    ['citizen', cccd ? 30 : 0],
  ] as const)
  const number =
    shape === 'citizen' && cccd
      ? cccd
      : shape === 'insurance'
        ? `24${random.digits(8)}`
        : `${category}${benefit}24${`24${random.digits(8)}`}`
  const year = today.slice(0, 4)
  return { number, from: `${year}-01-01`, to: `${year}-12-31`, facility, benefit_percent: percent }
}
