import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Pill, show_moment, use_keys } from '../../../base/ui/index.ts'
import { say_death } from '../../patients/web/find.ts'
import type { Chart } from '../contract.ts'
import { use_words } from './words.ts'
import type { ChartWords } from './words.ts'

const gender_of = (gender: string, words: ChartWords): string => {
  if (gender === 'male' || gender === '1') return words.male
  if (gender === 'female' || gender === '2') return words.female
  return gender === 'other' ? words.other : words.unknown
}

/** "304" → "P.304"; a ward that already writes "P304" keeps its own way. */
const with_letter = (letter: string, name: string): string => (/^\d/.test(name) ? letter + name : name)

/** Who this is. Never scrolls away. */
export const Banner = ({ chart, marks }: { chart: Chart; marks?: ReactNode }) => {
  const words = use_words()
  const { banner, stay } = chart
  const place = [banner.department, with_letter(words.room, banner.room), with_letter(words.bed, banner.bed)]
  const [, go] = useLocation()
  use_keys(words.chart, [{ key: 'h', label: words.person_page, run: () => go(`/nguoi-benh/${banner.patient}`) }])
  const told = [gender_of(banner.gender, words), banner.age].filter(Boolean).join(', ')
  return (
    <div className="banner">
      <div className="who">
        <Link href={`/nguoi-benh/${banner.patient}`} title={words.person_page}>
          <b>{banner.name}</b>
        </Link>
        <span>
          {told} {banner.birth_date && `(${show_moment(banner.birth_date)})`}
        </span>
      </div>
      {banner.deceased && <Pill tone="red">{words.died(say_death(banner.deceased))}</Pill>}
      <Pill tone="brand">
        {[...place, stay.discharged_at ? words.discharged : words.day(banner.day)].filter(Boolean).join(' · ')}
      </Pill>
      {stay.house !== undefined && <Pill tone="amber">{words.of_house(stay.house)}</Pill>}
      {banner.allergies.length > 0 ? (
        <Pill tone="red">
          {words.allergy}: {banner.allergies.join(', ')}
        </Pill>
      ) : (
        <span className="muted small banner-quiet">{words.no_allergy}</span>
      )}
      {marks}
      {banner.payer && (
        <Pill tone={banner.insurance ? 'green' : undefined}>
          <span title={banner.insurance}>{banner.payer}</span>
        </Pill>
      )}
    </div>
  )
}
