import type { Resource } from '../src/standards/fhir/index.ts'
import { to_demo_person, type DemoPerson } from './person.ts'
import { to_places } from './places.ts'
import { plan_site } from './plan.ts'
import { ward_from, type SitePlan, type SiteWish } from './stay-plan.ts'
import { create_random, seed_of } from './random.ts'
import { to_staff } from './staff.ts'
import { keeps_record } from './stay-sheets.ts'

export type DemoNumber = { series: string; period: string; last: number }
export type DemoSite = {
  organisation: Resource[]
  people: Iterable<DemoPerson>
  numbers(): DemoNumber[]
  beds(): { bed: string; encounter: string; since: string }[]
}

const series_of = { inpatient: 'admission-number', outpatient: 'outpatient-number', station: 'station-number' } as const

const last_numbers = (plan: SitePlan): DemoNumber[] => {
  const last = new Map<string, DemoNumber>()
  const raise = (series: string, period: string, value: number) => {
    const before = last.get(`${series} ${period}`)
    if (!before || before.last < value) last.set(`${series} ${period}`, { series, period, last: value })
  }
  raise('patient-code', '', plan.people.length)
  const stays = plan.people.flatMap((one) => one.stays)
  for (const { kind, number } of stays) raise(series_of[kind], String(number.year), number.value)
  const year = plan.now.slice(0, 4)
  raise('record-number', year, stays.filter((one) => one.story && keeps_record(one, plan.now)).length)
  return [...last.values()]
}

/** A facility with its people. `people` may be walked more than once; each walk gives the same. */
export const build_site = (facility: string, wish: SiteWish): DemoSite => {
  const plan = plan_site(facility, wish)
  return {
    organisation: [...to_places(facility), ...to_staff(facility)],
    people: {
      *[Symbol.iterator]() {
        for (const one of plan.people) yield to_demo_person(plan, one, create_random(seed_of(one.id, wish.seed)))
      },
    },
    numbers: () => last_numbers(plan),
    beds: () =>
      plan.people
        .flatMap((one) => one.stays)
        .flatMap((stay) =>
          stay.bed && !stay.discharged_at ? [{ bed: stay.bed, encounter: stay.id, since: ward_from(stay) }] : [],
        ),
  }
}
