/** On the screen: a house names its PACS, another fetches the pictures behind a report and sees what was refused (SHARE-17). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pacs_by_passwords } from '../../src/network/imaging-studies/index.ts'
import { dicom_uid_system } from '../../src/standards/dicomweb/index.ts'
import { instance_of, make_picture, pacs_user, start_orthanc, study_uid } from '../orthanc.ts'
import { all_published, report_result } from '../shared-results-world.ts'
import { registration } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { start_screen } from './screen.ts'

const passwords = pacs_by_passwords({ '24012': pacs_user.password, '01929': pacs_user.password })
const [pacs_a, pacs_b] = [await start_orthanc(), await start_orthanc()]
const { a, b } = await start_three_houses({ book: { open_pacs: passwords } })
const [reception_a, doctor_a, it_a] = [
  await a.person('reception'),
  await a.person('doctor'),
  await a.person('it_admin'),
]
const [reception_b, doctor_b] = [await b.person('reception.b'), await b.person('doctor.b')]
const screen = await start_screen(b)

const { id: patient_a, patient_code } = (await reception_a('POST', '/api/patients', registration())).json as {
  id: string
  patient_code: string
}
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string
const study = study_uid(7)

test('the administrator names the PACS and asks it, from the page of connections', async () => {
  const page = await screen.sit_down('it_admin.b')
  await page.goto(`${b.base}/lien-thong/cai-dat`)
  const part = page.locator('#pacs')
  await part.getByRole('button', { name: 'Khai PACS…' }).click()
  await page.getByLabel('Địa chỉ DICOMweb').fill('http://pacs.example/dicom-web')
  await page.getByLabel('Tên kết nối').fill(pacs_user.name)
  await page.getByRole('contentinfo').getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('phải là https').waitFor()
  await page.getByLabel('Địa chỉ DICOMweb').fill(pacs_b.base_url)
  await page.getByLabel('Trang xem ảnh').fill('https://xem-b.example/{study}')
  await page.getByRole('contentinfo').getByRole('button', { name: 'Lưu' }).click()
  await part.getByText('Chưa thử lần nào').waitFor()
  await part.getByRole('button', { name: 'Thử kết nối' }).click()
  await part.getByText(/Thông lúc/).waitFor()
})

test('a doctor reads a report, fetches its pictures; the one that is not what was signed is named and stays out', async () => {
  await it_a('PUT', '/api/pacs', { base_url: pacs_a.base_url, username: pacs_user.name, viewer: '' })
  const pictures = [1, 2].map((number) => make_picture({ study, number, patient_id: patient_code }))
  for (const one of pictures) await pacs_a.store(one)
  const report = await report_result(
    await a.system(),
    patient_a,
    { name: 'X quang ngực', value: 1, unit: '1' },
    {
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }],
      imagingStudy: [{ identifier: { system: dicom_uid_system, value: `urn:oid:${study}` } }],
    },
  )
  await all_published(doctor_a, [report])
  const uid = instance_of(study, 2)
  const flipped = Buffer.from(pictures[1] ?? '')
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  await pacs_a.remove(uid)
  await pacs_a.store(flipped)
  const basis = { basis: 'emergency', reason: 'Cấp cứu: khó thở, cần xem phim' }
  assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, basis)).status, 201)

  const page = await screen.sit_down('doctor.b')
  await page.goto(`${b.base}/suc-khoe/${patient_b}`)
  await page.getByText('Phiếu X quang ngực').first().click()
  const pictures_part = page.locator('.study-list')
  await pictures_part.getByText('X quang ngực thẳng · CR · CHEST').waitFor()
  await pictures_part.getByText('Ảnh ở nơi chụp').waitFor()
  await pictures_part.getByRole('button', { name: 'Lấy ảnh về' }).click()
  await pictures_part.getByText('Thiếu ảnh: có 1/2').waitFor()
  await pictures_part.getByText(`Không nhận ảnh ${uid}: không khớp mã băm SHA-256`).waitFor()
  await pacs_a.remove(uid)
  await pacs_a.store(pictures[1] ?? Buffer.alloc(0))
  await pictures_part.getByRole('button', { name: 'Lấy lại ảnh còn thiếu' }).click()
  await pictures_part.getByText('Đủ ảnh, khớp phiếu đã ký').waitFor()
  const link = pictures_part.getByRole('link', { name: 'Xem ảnh' })
  assert.equal(await link.getAttribute('href'), `https://xem-b.example/${study}`)
  assert.ok((await pacs_b.file_of(uid))?.equals(pictures[1] ?? Buffer.alloc(0)))
})
