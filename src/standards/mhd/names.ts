const mhd = 'https://profiles.ihe.net/ITI/MHD'

/** IHE MHD 4.2.3: the names its profiles give. */
export const mhd_profile = {
  minimal_provide: `${mhd}/StructureDefinition/IHE.MHD.Minimal.ProvideBundle`,
  minimal_list: `${mhd}/StructureDefinition/IHE.MHD.Minimal.SubmissionSet`,
  minimal_document: `${mhd}/StructureDefinition/IHE.MHD.Minimal.DocumentReference`,
  simple_publish: `${mhd}/StructureDefinition/IHE.MHD.SimplifiedPublish.DocumentReference`,
} as const

export const mhd_extension = {
  source_id: `${mhd}/StructureDefinition/ihe-sourceId`,
  intended_recipient: `${mhd}/StructureDefinition/ihe-intendedRecipient`,
  designation_type: `${mhd}/StructureDefinition/ihe-designationType`,
  author_organization: `${mhd}/StructureDefinition/ihe-authorOrg`,
} as const

export const list_types = `${mhd}/CodeSystem/MHDlistTypes`

/** System of identifiers that are URNs. */
export const urn_system = 'urn:ietf:rfc:3986'
