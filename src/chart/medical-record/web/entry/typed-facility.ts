export type FacilityHit = { code: string; display: string }

/** "01929 Bệnh viện Bạch Mai": who knows the code of a house outside the directory writes it before the name. */
export const typed_facility = (text: string): FacilityHit | undefined => {
  const [, code, display] = /^(\d{2}[0-9A-Z]{3})\s+(\S.*)$/i.exec(text.trim()) ?? []
  return code && display ? { code: code.toUpperCase(), display } : undefined
}
