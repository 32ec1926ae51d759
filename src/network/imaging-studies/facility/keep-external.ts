import { local_time } from '../../../base/time/index.ts'
import type { Unit } from '../../../platform/records/index.ts'
import { endpoint_resource, study_resource } from '../../../standards/dicomweb/index.ts'
import { extension_url, type Resource } from '../../../standards/fhir/index.ts'
import { name_facilities } from '../../exchange/index.ts'
import type { Errand } from './bring-study.ts'
import type { ImagingOffice } from './office.ts'

const part = (url: string, valueString: string) => ({ url, valueString })

/** The study as it now lies in our PACS, with whose it is: nobody takes it for one of ours (SHARE-17). */
const external_resource = async (unit: Unit, errand: Errand, stored: string[]): Promise<Resource> => {
  const { manifest, patient, sender, document, caller, pacs_url } = errand
  const name = (await name_facilities(unit, [sender]))(sender)
  const series = manifest.series
    .map((one) => ({ ...one, instances: one.instances.filter(({ uid }) => stored.includes(uid)) }))
    .filter(({ instances }) => instances.length > 0)
  const made = study_resource({ manifest: { ...manifest, series }, subject: `Patient/${patient}`, endpoint: '#pacs' })
  return {
    ...made,
    contained: [endpoint_resource('pacs', 'PACS của cơ sở', pacs_url)],
    extension: [
      {
        url: extension_url.external_study,
        extension: [
          ...[part('sender', sender), part('sender-name', name), part('document', document)],
          ...[part('by', caller.actor.name), { url: 'at', valueDateTime: local_time(new Date()) }],
        ],
      },
    ],
  }
}

type Row = { stored: string[]; resource: string | null }

/** @returns id of the ImagingStudy in our store; null while no picture of it is here */
export const keep_external = (office: ImagingOffice, errand: Errand): Promise<string | null> =>
  office.store.unit(errand.caller, async (unit) => {
    const { facility } = errand.caller
    const { rows } = await unit.sql.query<Row>(
      'SELECT stored, resource FROM imaging.fetched WHERE facility = $1 AND patient = $2 AND study = $3',
      [facility, errand.patient, errand.study],
    )
    const [row] = rows
    if (!row || row.stored.length === 0) return null
    const resource = await external_resource(unit, errand, row.stored)
    if (row.resource === null) return (await unit.create(resource)).id
    return (await unit.update({ ...resource, id: row.resource })).id
  })
