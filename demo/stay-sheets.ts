import { local_date, shift_days } from '../src/base/time/index.ts'
import type { Answers } from '../src/chart/medical-record/contract.ts'
import { at, hours_between, later } from './clock.ts'
import type { Random } from './random.ts'
import { vitals_on, type Scene } from './scene.ts'
import { closing_answers, day_answers, main_answers } from './sheets.ts'
import { ward_from, type StayPlan } from './stay-plan.ts'

export type DemoSheet = {
  id: string
  encounter: string
  patient: string
  slug: string
  answers: Answers
  /** Local time with +07:00. */
  authored: string
  author: string
  author_name: string
  status: 'in-progress' | 'completed'
  /** Who signs where, in this order, in earnest: the bytes are made and signed when the demonstration is seeded. */
  signatures: DemoSignature[]
}
/** `signer` is a Practitioner id. */
export type DemoSignature = { slot: string; signer: string }

/** The people of a department who put their names on its papers. */
export type Writers = {
  doctor: { practitioner: string; name: string }
  head: { practitioner: string } | undefined
  director: { practitioner: string } | undefined
  archive: { practitioner: string } | undefined
  sign_daily: boolean
}

const sheet_head = (stay: StayPlan, { doctor }: Writers) => ({
  encounter: stay.id,
  patient: stay.patient,
  author: doctor.practitioner,
  author_name: doctor.name,
})

/** One entry when the ward begins, then one each morning; only what lies in the past. */
const entry_times = (stay: StayPlan, until: string, random: Random): string[] => {
  const first = later(ward_from(stay), 1)
  const day = local_date(first)
  const mornings = Array.from({ length: 16 }, (_, i) => at(shift_days(day, i + 1), 7 * 60 + 30 + random.int(0, 100)))
  return [first, ...mornings].filter((time) => time <= until)
}

/** A record is due within 24 hours, 36 at most: a fresh one is still being written, and now and then one is late. */
const is_finished = (hours: number, random: Random): boolean => {
  const chance = random.next()
  if (hours <= 5) return false
  if (hours <= 24) return chance < 0.5
  return hours > 72 || chance < 0.85
}

/** Doctors sign every day; of the last day some papers still wait. */
const signs_within_h = 24
const share_signed_at_once = 0.3
const by_author = ({ doctor, sign_daily }: Writers, slot: string, time: string, scene: Scene): DemoSignature[] => {
  const at_once = scene.random.chance(share_signed_at_once)
  const is_signed = sign_daily && (at_once || hours_between(time, scene.now) > signs_within_h)
  return is_signed ? [{ slot, signer: doctor.practitioner }] : []
}

const share_entry_finished = 0.92

const main_sheet = (scene: Scene, writers: Writers, sick_day: number): DemoSheet => {
  const { stay, story, random, now } = scene
  const vitals = vitals_on(story, 0, random)
  const finished = is_finished(hours_between(stay.admitted_at, now), random)
  const authored = later(stay.admitted_at, finished ? 3 : 0.5)
  const signatures = by_author(writers, 'ky_bs_lam_ba', authored, scene)
  return {
    id: `${stay.id}-ba`,
    ...sheet_head(stay, writers),
    slug: story.form,
    answers: main_answers(scene, vitals, sick_day, finished),
    authored,
    status: finished ? 'completed' : 'in-progress',
    signatures: finished ? signatures : [],
  }
}

const entry_sheets = (scene: Scene, writers: Writers, sick_day: number): DemoSheet[] => {
  const { stay, story, random, now } = scene
  const times = entry_times(stay, now, random)
  return times.map((time, i): DemoSheet => {
    const done = i < times.length - 1 || random.chance(share_entry_finished)
    const signatures = by_author(writers, 'ky_bac_sy', time, scene)
    const vitals = vitals_on(story, hours_between(stay.admitted_at, time), random)
    return {
      id: `${stay.id}-dt${i + 1}`,
      ...sheet_head(stay, writers),
      slug: '36-BV2',
      answers: day_answers(scene, i, time, vitals, sick_day + i, done),
      authored: time,
      status: done ? 'completed' : 'in-progress',
      signatures: done ? signatures : [],
    }
  })
}

/** The bệnh án, then the treatment sheets of a stay that goes on. */
export const current_sheets = (scene: Scene, writers: Writers, sick_day: number): DemoSheet[] => [
  main_sheet(scene, writers, sick_day),
  ...entry_sheets(scene, writers, sick_day),
]

/** Days after discharge by which each has signed a closed record, in the order of the closing. */
const closing_days = { doctor: 1, head: 2.5, director: 4, handed_over: 5 }

const closing_signatures = (writers: Writers, days: number): DemoSignature[] => {
  const { doctor, head, director, archive } = writers
  const steps: [slot: string, signer: { practitioner: string } | undefined, due: number][] = [
    ['ky_bs_lam_ba', doctor, 0],
    ['ky_bs_dieu_tri', doctor, closing_days.doctor],
    ['ky_truong_khoa', head, closing_days.head],
    ['ky_giam_doc', director, closing_days.director],
    ['ky_nguoi_giao', doctor, closing_days.handed_over],
    ['ky_nguoi_nhan', archive, closing_days.handed_over],
  ]
  return steps.flatMap(([slot, signer, due]) => (signer && days > due ? [{ slot, signer: signer.practitioner }] : []))
}

/** Days after discharge for which the bệnh án is kept; what ended before the house went electronic keeps its facts. */
const electronic_days = 7
export const keeps_record = (stay: StayPlan, now: string): boolean =>
  !stay.discharged_at || hours_between(stay.discharged_at, now) <= electronic_days * 24

/** The whole bệnh án of a stay that has ended. */
export const closed_sheets = (scene: Scene, writers: Writers, sick_day: number): DemoSheet[] => {
  const { stay, story, random, now } = scene
  const vitals = vitals_on(story, 0, random)
  const authored = stay.discharged_at ?? stay.admitted_at
  return [
    {
      id: `${stay.id}-ba`,
      ...sheet_head(stay, writers),
      slug: story.form,
      answers: { ...main_answers(scene, vitals, sick_day, true), ...closing_answers(scene) },
      authored,
      status: 'completed',
      signatures: writers.sign_daily ? closing_signatures(writers, hours_between(authored, now) / 24) : [],
    },
  ]
}
