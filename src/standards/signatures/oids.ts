/** Every object identifier this room writes or understands, in one table. */

export const oid_of = {
  // Distinguished names: X.520 and RFC 4519.
  common_name: '2.5.4.3',
  serial_number: '2.5.4.5',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organization: '2.5.4.10',
  organizational_unit: '2.5.4.11',
  title: '2.5.4.12',
  organization_identifier: '2.5.4.97',
  user_id: '0.9.2342.19200300.100.1.1',

  // Certificate extensions: RFC 5280 section 4.2.
  subject_key_identifier: '2.5.29.14',
  key_usage: '2.5.29.15',
  basic_constraints: '2.5.29.19',
  authority_key_identifier: '2.5.29.35',
  extended_key_usage: '2.5.29.37',
  certificate_policies: '2.5.29.32',
  subject_alternative_name: '2.5.29.17',
  crl_distribution_points: '2.5.29.31',
  authority_information_access: '1.3.6.1.5.5.7.1.1',
  issuing_distribution_point: '2.5.29.28',
  delta_crl: '2.5.29.27',
  ocsp_signing: '1.3.6.1.5.5.7.3.9',
  ocsp_basic: '1.3.6.1.5.5.7.48.1.1',
  tls_server: '1.3.6.1.5.5.7.3.1',
  tls_client: '1.3.6.1.5.5.7.3.2',
  email_protection: '1.3.6.1.5.5.7.3.4',
  document_signing: '1.3.6.1.5.5.7.3.36', // RFC 9336
  any_extended_key_usage: '2.5.29.37.0',
  adobe_document_signing: '1.2.840.113583.1.1.5',
  microsoft_document_signing: '1.3.6.1.4.1.311.10.3.12',

  // CMS: RFC 5652; ESS: RFC 2634 and RFC 5035.
  data: '1.2.840.113549.1.7.1',
  signed_data: '1.2.840.113549.1.7.2',
  content_type: '1.2.840.113549.1.9.3',
  message_digest: '1.2.840.113549.1.9.4',
  signing_time: '1.2.840.113549.1.9.5',
  signing_certificate_v2: '1.2.840.113549.1.9.16.2.47',
  time_stamp_token: '1.2.840.113549.1.9.16.2.14',

  // Algorithms: RFC 5754, RFC 8017.
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  rsa_encryption: '1.2.840.113549.1.1.1',
  rsa_sha256: '1.2.840.113549.1.1.11',
  rsa_sha384: '1.2.840.113549.1.1.12',
  rsa_sha512: '1.2.840.113549.1.1.13',
  ecdsa_sha256: '1.2.840.10045.4.3.2',
  ecdsa_sha384: '1.2.840.10045.4.3.3',
  ecdsa_sha512: '1.2.840.10045.4.3.4',
} as const
