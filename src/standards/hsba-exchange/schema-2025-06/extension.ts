/**
 * PhanMoRong: ours, not in the annex, and said so by its own namespace. It stands last, so that a reader of the plain
 * format may stop before it. It carries what the annex has no place for: the signed files (SHARE-07: the annex has no
 * signature field) and the record in FHIR, so that an empty site can be filled without loss.
 */
import { leaf, list, record } from '../schema-field.ts'

export const extension_namespace = 'https://benhanmo.vn/hsba/mo-rong/1'

export const extension = record('PhanMoRong', [
  leaf('khonggianten', 'code', 255, 'ours'),
  leaf('luocdo', 'code', 20, 'ours'),
  list('tailieu', [
    leaf('thamchieu', 'code', 255, 'ours'),
    leaf('ten', 'text', 1024, 'ours'),
    leaf('loai', 'code', 100, 'ours'),
    leaf('sha256', 'code', 64, 'ours'),
    leaf('noidung', 'raw', null, 'ours'),
  ]),
  record('fhir', [leaf('sha256', 'code', 64, 'ours'), leaf('noidung', 'raw', null, 'ours')]),
])
