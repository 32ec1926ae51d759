/**
 * The few elements of FHIR R4 that the mapping reads and writes. Ours and narrow on purpose: @types/fhir in the house is
 * of STU3. Every resource may hold more; what is not named here is carried untouched in the extension.
 */
export type Coding = { system?: string; code?: string; display?: string }
export type CodeableConcept = { coding?: Coding[]; text?: string }
export type Identifier = { system?: string; value?: string; period?: Period; use?: string; assigner?: Reference }
export type Period = { start?: string; end?: string }
export type Reference = { reference?: string; display?: string; identifier?: Identifier }
export type Quantity = { value?: number; unit?: string; system?: string; code?: string }
export type ContactPoint = { system?: string; value?: string }
export type Annotation = { text?: string }
export type Address = {
  text?: string
  line?: string[]
  city?: string
  district?: string
  state?: string
  extension?: Extension[]
}
export type Extension = {
  url: string
  extension?: Extension[]
  valueString?: string
  valueCode?: string
  valueUri?: string
  valueCanonical?: string
  valueDateTime?: string
  valueCoding?: Coding
  valueCodeableConcept?: CodeableConcept
  valueReference?: Reference
}

export type Resource = { resourceType: string; id?: string; meta?: Record<string, unknown>; status?: string }
export type Of<K extends string, F> = Resource & { resourceType: K } & F
