/**
 * Every URL this project writes into a resource, in one table. Sources: VN Core 0.6.0 draft (community) where a URL was
 * seen in a public artefact; otherwise a project URI under https://benhanmo.vn/fhir. See docs/fhir-conventions.md.
 */
const vn_sid = 'http://fhir.hl7.org.vn/core/sid'
const vn_ext = 'http://fhir.hl7.org.vn/core/StructureDefinition'
const ministry = 'http://fhir.ehealth.gov.vn/core'
const own = 'https://benhanmo.vn/fhir'

/** Identifier.system values. */
export const identifier_system = {
  cccd: `${vn_sid}/cccd`,
  bhyt: `${vn_sid}/bhyt`,
  passport: `${vn_sid}/passport`,
  facility: `${vn_sid}/ma-cskcb`,
  cchn: `${vn_sid}/cchn`,
  ma_lk: `${vn_sid}/ma-lk`,
  cmnd: `${own}/sid/cmnd`,
  patient_code: `${own}/sid/patient-code`,
  temporary: `${own}/sid/temporary`,
  department: `${own}/sid/department`,
  admission_number: `${own}/sid/admission-number`,
  outpatient_number: `${own}/sid/outpatient-number`,
  station_number: `${own}/sid/station-number`,
  ma_yt: `${own}/sid/ma-yt`,
  record_number: `${own}/sid/record-number`,
  archive_number: `${own}/sid/archive-number`,
  document_digest: `${own}/sid/sha256`,
  transfer_letter: `${own}/sid/transfer-letter`,
  transfer_answer: `${own}/sid/transfer-answer`,
  reexam_letter: `${own}/sid/reexam-letter`,
  prescription_code: `${own}/sid/prescription-code`,
  /** Mã địa điểm toàn cầu 13 số của cơ sở (QĐ 1551/2026). */
  gln: 'https://www.gs1.org/gln',
  /** A facility's own code of its practitioner, and its own name of a door; whose stands behind: `…/24012`. */
  practitioner_code: `${own}/sid/practitioner-code`,
  endpoint: `${own}/sid/endpoint`,
  /** A facility's own accession numbers (DICOM 0008,0050). */
  accession: `${own}/sid/accession`,
  /** Mã người ký trên hệ thống giám định BHYT; not the licence, not the code of prescriptions (RN-HTTT-BC R06). */
  bhxh_signer: `${own}/sid/bhxh-signer`,
  uri: 'urn:ietf:rfc:3986',
  /** StudyInstanceUID as `urn:oid:…` (R4 ImagingStudy §12.4.4.4). */
  dicom_uid: 'urn:dicom:uid',
} as const

/** Extension.url values. */
export const extension_url = {
  ethnicity: `${vn_ext}/vn-ext-ethnicity`,
  occupation: `${vn_ext}/vn-ext-occupation`,
  province: `${vn_ext}/vn-ext-province`,
  primary_care_facility: `${vn_ext}/vn-ext-primary-care-facility`,
  religion: 'http://hl7.org/fhir/StructureDefinition/patient-religion',
  nationality: 'http://hl7.org/fhir/StructureDefinition/patient-nationality',
  ward: `${own}/StructureDefinition/ward`,
  workplace: `${own}/StructureDefinition/workplace`,
  mother: `${own}/StructureDefinition/mother`,
  benefit_percent: `${own}/StructureDefinition/benefit-percent`,
  referred_by: `${own}/StructureDefinition/referred-by`,
  treatment_result: `${own}/StructureDefinition/treatment-result`,
  /** On a stay that ended with a death: when, where that is not when it ended. */
  died_at: `${own}/StructureDefinition/died-at`,
  department_stay: `${own}/StructureDefinition/department-stay`,
  payer_kind: `${own}/StructureDefinition/payer-kind`,
  diagnosis_use: `${own}/StructureDefinition/diagnosis-use`,
  main_form: `${own}/StructureDefinition/main-form`,
  signature_slot: `${own}/StructureDefinition/signature-slot`,
  facility_level: `${own}/StructureDefinition/facility-level`,
  ownership: `${own}/StructureDefinition/ownership`,
  planned_beds: `${own}/StructureDefinition/planned-beds`,
  closed_at: `${own}/StructureDefinition/closed-at`,
  prescription_kind: `${own}/StructureDefinition/prescription-kind`,
  /** On a SubmissionSet: why its papers may be shown to whom they are addressed. */
  disclosure_basis: `${own}/StructureDefinition/disclosure-basis`,
  /** On the request of a transfer: by what, with whom and when she leaves (transport, escort, leaves_at). */
  transfer_way: `${own}/StructureDefinition/transfer-way`,
  /** On an order: why it is done although a valid result was offered (reason), and what was (found). */
  repeat_reason: `${own}/StructureDefinition/repeat-reason`,
  /** On an order that was taken back: reason, by, at. */
  order_cancelled: `${own}/StructureDefinition/order-cancelled`,
  /** On the link to another house's result that is used instead of an order (network/shared-results). */
  taken_over: `${own}/StructureDefinition/taken-over`,
  /** On a DiagnosticReport: quality level of the laboratory (level, decision, valid-from). */
  lab_quality: `${own}/StructureDefinition/lab-quality`,
  /** On an instance of an ImagingStudy: sha256 (hex) and size (bytes) of the original file. */
  instance_digest: `${own}/StructureDefinition/instance-digest`,
  /** On an ImagingStudy fetched from another house: sender, sender-name, document, by, at. */
  external_study: `${own}/StructureDefinition/external-study`,
  /** On a consent to a processing purpose: how it was given (by, relation, channel, device, taken-by, wording). */
  consent_given: `${own}/StructureDefinition/consent-given`,
  /** On one that was taken back: at, by, taken-by. */
  consent_withdrawn: `${own}/StructureDefinition/consent-withdrawn`,
  match_grade: 'http://hl7.org/fhir/StructureDefinition/match-grade',
  match_reasons: `${own}/StructureDefinition/match-reasons`,
  organization_period: 'http://hl7.org/fhir/StructureDefinition/organization-period',
  alias_period: `${own}/StructureDefinition/alias-period`,
  successor: `${own}/StructureDefinition/successor`,
} as const

/** Coding.system values. */
export const code_system = {
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  observation_category: 'http://terminology.hl7.org/CodeSystem/observation-category',
  condition_category: 'http://terminology.hl7.org/CodeSystem/condition-category',
  condition_clinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  condition_verification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  allergy_clinical: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
  identifier_type: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  act_reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  act_code: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  location_physical_type: 'http://terminology.hl7.org/CodeSystem/location-physical-type',
  endpoint_connection: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
  organization_type: 'http://terminology.hl7.org/CodeSystem/organization-type',
  admit_from: `${own}/CodeSystem/admit-from`,
  referred_by: `${own}/CodeSystem/referred-by`,
  discharge_kind: `${own}/CodeSystem/discharge-kind`,
  treatment_result: `${own}/CodeSystem/treatment-result`,
  payer_kind: `${own}/CodeSystem/payer-kind`,
  /** Encounter.type: MA_LOAI_KCB of the insurance's data standard. */
  visit_type: `${own}/CodeSystem/visit-type`,
  diagnosis_use: `${own}/CodeSystem/diagnosis-use`,
  staff_role: `${own}/CodeSystem/staff-role`,
  list_kind: `${own}/CodeSystem/list-kind`,
  /** meta.tag of what another house wrote. */
  record_source: `${own}/CodeSystem/record-source`,
  ethnicity: `${own}/CodeSystem/ethnicity`,
  occupation: `${own}/CodeSystem/occupation`,
  signature_slot: `${own}/CodeSystem/signature-slot`,
  transfer_reason: `${own}/CodeSystem/transfer-reason`,
  transfer_transport: `${own}/CodeSystem/transfer-transport`,
  /** Sections of a letter that LOINC has no word for. */
  letter_section: `${own}/CodeSystem/letter-section`,
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  provenance_participant: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  /** What personal data are processed for: ids of a facility's register. */
  processing_purpose: `${own}/CodeSystem/processing-purpose`,
  consent_scope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  facility_level: `${own}/CodeSystem/facility-level`,
  ownership: `${own}/CodeSystem/ownership`,
  /** What can be ordered, by the facility's own list; the Ministry's 7 digits (QĐ 1227/QĐ-BYT 2025). */
  test: `${own}/CodeSystem/test`,
  ministry_test: `${own}/CodeSystem/qd-1227-2025`,
  drug: `${own}/CodeSystem/drug`,
  drug_route: `${own}/CodeSystem/drug-route`,
  medication_request_category: 'http://terminology.hl7.org/CodeSystem/medicationrequest-category',
  /** Of a facility at the hub: none, applied, approved, suspended. */
  membership: `${own}/CodeSystem/membership`,
  /** What a house is: hospital, station, clinic, pharmacy, authority. */
  facility_kind: `${own}/CodeSystem/facility-kind`,
  exchange: `${own}/CodeSystem/exchange`,
  document_kind: `${own}/CodeSystem/document-kind`,
  disclosure_basis: `${own}/CodeSystem/disclosure-basis`,
  document_format: `${own}/CodeSystem/document-format`,
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
} as const

/**
 * The Ministry's draft of 2021 (1.0.0), written by standards/ministry-core alone: nothing is stored in it. Seen as they stand in
 * its profiles; the address extension's URL was not seen, so that a project URI stands in its place.
 */
export const ministry_core = {
  sid: {
    national_id: `${ministry}/sid/national_id`,
    citizen_id: `${ministry}/sid/citizen_id`,
    insurance_number: `${ministry}/sid/insurance_number`,
    passport_number: `${ministry}/sid/passport_number`,
    patient_internal_id: `${ministry}/sid/patient-internal-id`,
    /** As the profile has it; the NamingSystem file disagrees. */
    provider_code: `${ministry}/sid/provider-code`,
    visit_number: `${ministry}/sid/VisitNumber`,
    mrn: `${ministry}/sid/MRN`,
    archive_number: `${ministry}/sid/ArchiveNumber`,
  },
  extension: {
    /** Carries dân tộc, whatever it is called. */
    race: `${ministry}/StructureDefinition/extension-race`,
    /** Carries tôn giáo, whatever it is called. */
    ethic: `${ministry}/StructureDefinition/extension-ethic`,
    address: `${own}/StructureDefinition/ministry-address`,
  },
} as const

/** Canonical bases and tags. */
export const canonical = {
  questionnaire: `${own}/Questionnaire`,
  synthetic_tag: { system: `${own}/tag`, code: 'synthetic' },
  facility_source: 'https://benhanmo.vn/facility',
  subscription_topic: `${own}/SubscriptionTopic`,
  /** FHIR documents that cross between facilities (standards/documents); the version stands behind `|`. */
  exchange_document: `${own}/StructureDefinition/exchange-document`,
  /** In a bulk manifest: how many people were left out because they asked. */
  bulk_left_out: `${own}/StructureDefinition/bulk-left-out`,
} as const

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport'

/** Subscriptions R5 Backport 1.1.0 (STU 1.1), in its R4 flavour. */
export const subscription_backport = {
  server: `${backport}/CapabilityStatement/backport-subscription-server-r4`,
  subscription: `${backport}/StructureDefinition/backport-subscription`,
  notification: `${backport}/StructureDefinition/backport-subscription-notification-r4`,
  status: `${backport}/StructureDefinition/backport-subscription-status-r4`,
  filter_criteria: `${backport}/StructureDefinition/backport-filter-criteria`,
  payload_content: `${backport}/StructureDefinition/backport-payload-content`,
  heartbeat_period: `${backport}/StructureDefinition/backport-heartbeat-period`,
  timeout: `${backport}/StructureDefinition/backport-timeout`,
  max_count: `${backport}/StructureDefinition/backport-max-count`,
  channel_type: `${backport}/StructureDefinition/backport-channel-type`,
  offered_topic: `${backport}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical`,
  operation: `${backport}/OperationDefinition`,
  /** Elements of SubscriptionTopic, as extensions of an R4 Basic. */
  topic_element: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic',
  websocket: 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket',
} as const
