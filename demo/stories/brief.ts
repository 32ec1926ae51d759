import type { Day, Story, Vitals } from './story.ts'

type Brief = Omit<Story, 'course' | 'closing' | 'prognosis' | 'family_history' | 'comorbid' | 'imaging'> & {
  imaging?: Story['imaging']
  prognosis?: string
  /** What the doctor sees on the first, the middle and the last days. */
  days_told: [s: string, o: string, a: string, p: string][]
  treatment: string
  advice: string
}

const signs = 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}%.'

const orders_of = (brief: Brief, i: number): string =>
  [
    ...brief.drugs.slice(0, i === 0 ? undefined : 2).map((drug) => `- ${drug.name}: ${drug.dose}`),
    i === 0 ? '- Theo dõi mạch, nhiệt độ, huyết áp, nhịp thở mỗi 6 giờ' : '- Theo dõi như trên, đánh giá lại sáng mai',
  ].join('\n')

/** A story told in few words; the course and the summary of the end are put together from them. */
export const story = (brief: Brief): Story => {
  const { days_told, treatment, advice, ...rest } = brief
  const course: Day[] = days_told.map(([s, o, a, p], i) => ({
    s,
    o: `${signs} ${o}`,
    a,
    p,
    orders: orders_of(brief, i),
  }))
  const last = days_told.at(-1)
  return {
    family_history: 'Chưa phát hiện bệnh lý liên quan.',
    prognosis: 'Gần: khá. Xa: tốt.',
    imaging: [],
    ...rest,
    course,
    closing: {
      process: `Vào viện vì ${brief.reason.charAt(0).toLowerCase()}${brief.reason.slice(1)}. Chẩn đoán: ${brief.diagnosis.text}. Sau điều trị diễn biến thuận lợi.`,
      tests:
        (brief.imaging ?? []).map((image) => `${image.title}: ${image.conclusion}`).join(' ') ||
        'Công thức máu, sinh hóa máu trước ra viện trong giới hạn cho phép.',
      treatment,
      state: last ? last[0] : 'Ổn định.',
      advice,
    },
  }
}

export const fever: Vitals = { pulse: 100, temperature: 38.9, systolic: 110, diastolic: 70, breaths: 20, spo2: 97 }
export const calm: Vitals = { pulse: 82, temperature: 36.9, systolic: 122, diastolic: 76, breaths: 18, spo2: 98 }
export const child: Vitals = { pulse: 136, temperature: 38.8, systolic: 92, diastolic: 58, breaths: 42, spo2: 95 }

export const paracetamol = {
  name: 'Paracetamol 10 mg/ml',
  dose: '15 mg/kg truyền tĩnh mạch khi sốt ≥ 38,5°C, cách 6 giờ',
  route: 'Truyền tĩnh mạch',
}
export const ceftriaxone = {
  name: 'Ceftriaxon 1 g',
  dose: '2 lọ pha NaCl 0,9% 100 ml truyền tĩnh mạch 30 phút, 9 giờ',
  route: 'Truyền tĩnh mạch',
}
export const ringer = {
  name: 'Ringer lactat 500 ml',
  dose: '2 chai truyền tĩnh mạch 40 giọt/phút',
  route: 'Truyền tĩnh mạch',
}
