import type { SigningItem, SigningPatient, SigningQueue, SigningWard } from '../../contract.ts'

export const key_of = (item: SigningItem): string => `${item.sheet}/${item.slot}`

const join_patients = (before: SigningPatient[], after: SigningPatient[]): SigningPatient[] => {
  const last = before.at(-1)
  const [first, ...rest] = after
  if (!last || first?.patient !== last.patient) return [...before, ...after]
  return [...before.slice(0, -1), { ...last, items: [...last.items, ...first.items] }, ...rest]
}

/** Pages one under another: a ward or a patient cut by the end of a page is whole again. */
export const join_pages = (pages: SigningQueue[]): SigningWard[] => {
  const wards: SigningWard[] = []
  for (const ward of pages.flatMap((page) => page.wards)) {
    const last = wards.at(-1)
    if (last?.department === ward.department)
      wards[wards.length - 1] = { ...last, patients: join_patients(last.patients, ward.patients) }
    else wards.push(ward)
  }
  return wards
}

export const items_of = (wards: SigningWard[]): SigningItem[] =>
  wards.flatMap((ward) => ward.patients.flatMap((patient) => patient.items))
