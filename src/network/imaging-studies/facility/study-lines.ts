import { charts_of } from '../../../chart/merging/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { read_study, type StudyManifest } from '../../../standards/dicomweb/index.ts'
import { read_document, type ReadDocument } from '../../../standards/documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../../standards/fhir/index.ts'
import type { Opened } from '../../health-book/index.ts'
import type { StudyLine } from '../contract.ts'
import { find_fetched, to_line } from './fetched.ts'
import type { ImagingOffice } from './office.ts'
import { find_settings, hindrance_of } from './pacs-setting.ts'
import { viewer_of } from './viewer.ts'

/** A study a sealed paper names, and where its pictures are fetched. */
export type NamedStudy = { manifest: StudyManifest; address: string }

const resources_in = ({ bundle }: ReadDocument): Resource[] =>
  list_of(bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    const type = text_of(resource?.['resourceType'])
    return resource && type ? [{ ...resource, resourceType: type }] : []
  })

const door_in = (document: ReadDocument, study: Resource): string | undefined =>
  list_of(study['endpoint'])
    .flatMap((one) => document.find(one) ?? [])
    .filter((one) => text_of(object_of(one['connectionType'])?.['code']) === 'dicom-wado-rs')
    .flatMap((one) => text_of(one['address']) ?? [])[0]

/** Studies whose pictures the paper names by digest; one without digests or without a door could not be held to anything. */
export const named_studies = ({ submission, closed_for }: Opened): NamedStudy[] => {
  const data = closed_for ? undefined : submission.parts.find(({ kind }) => kind === 'fhir')
  if (!data) return []
  const document = read_document(data.bytes)
  return resources_in(document)
    .filter(({ resourceType }) => resourceType === 'ImagingStudy')
    .flatMap((study) => {
      const [manifest, address] = [read_study(study), door_in(document, study)]
      return manifest && address !== undefined ? [{ manifest, address }] : []
    })
}

/** The pictures behind a paper that was just opened: whose they are, and how far we are with them. */
export const studies_of_paper = async (
  { store, open_pacs }: ImagingOffice,
  caller: Caller,
  patient: string,
  opened: Opened,
): Promise<StudyLine[]> => {
  const { facility } = caller
  const named = named_studies(opened)
  if (named.length === 0) return []
  return store.unit(caller, async (unit) => {
    const settings = await find_settings(unit.sql, facility)
    const rows = await find_fetched(unit.sql, facility, await charts_of(unit, patient))
    const is_own = opened.submission.sender === facility
    const hindrance = opened.verdict.valid
      ? hindrance_of(open_pacs, facility, settings)
      : 'Tài liệu không đạt kiểm tra; không lấy ảnh theo tài liệu này'
    return named.map(({ manifest }) => {
      const row = rows.find(({ study }) => study === manifest.uid)
      const viewer = viewer_of(settings, manifest.uid)
      const line = to_line(manifest, row, { viewer, hindrance: is_own ? 'Ảnh của cơ sở ta' : hindrance })
      return is_own ? { ...line, viewer } : line
    })
  })
}
