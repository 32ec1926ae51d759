/** The insurance's file: read as its decision writes it, by hand; checked; signed; refused. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { make_key_pair, make_root, issue_certificate, software_provider, type KeyKind } from '../signatures/index.ts'
import { canonical } from './canonical.ts'
import {
  check_visit,
  read_dossier,
  say_fault,
  sign_dossier,
  table_definitions,
  table_ids,
  verify_dossier,
} from './index.ts'
import { sample_dossier, sample_row, sample_tables } from './sample-dossier.ts'
import { write_dossier } from './write-dossier.ts'
import { child_of, read_xml_tree } from './xml-tree.ts'

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

/** As the decision's appendix lays it out, not as our writer does: indented, a client's attributes, CDATA, an empty short form. */
const by_hand = (xml4: string, count = '1'): Buffer =>
  Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<GIAMDINHHS xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <!-- một hồ sơ -->
  <THONGTINDONVI><MACSKCB>99999</MACSKCB></THONGTINDONVI>
  <THONGTINHOSO>
    <NGAYLAP>20261120</NGAYLAP>
    <SOLUONGHOSO>${count}</SOLUONGHOSO>
    <DANHSACHHOSO>
      <HOSO>
        <FILEHOSO><LOAIHOSO>XML4</LOAIHOSO><NOIDUNGFILE>
          ${base64(xml4)}
        </NOIDUNGFILE></FILEHOSO>
      </HOSO>
    </DANHSACHHOSO>
  </THONGTINHOSO>
  <CHUKYDONVI/>
</GIAMDINHHS>`)

const hand_row = `<?xml version="1.0" encoding="UTF-8"?>
<CHITIEU_CHITIET_DICHVUCANLAMSANG>
  <DSACH_CHI_TIET_CLS>
    <CHI_TIET_CLS>
      <MA_LK>D-001</MA_LK><STT>1</STT><MA_DICH_VU/><MA_CHI_SO></MA_CHI_SO>
      <TEN_CHI_SO><![CDATA[CRP <hs>]]></TEN_CHI_SO><GIA_TRI>12 &amp; tăng</GIA_TRI><DON_VI_DO>mg/L</DON_VI_DO>
      <MO_TA/><KET_LUAN/><NGAY_KQ>202611191700</NGAY_KQ><MA_BS_DOC_KQ/><DU_PHONG/>
    </CHI_TIET_CLS>
  </DSACH_CHI_TIET_CLS>
</CHITIEU_CHITIET_DICHVUCANLAMSANG>`

const refused = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error.message
  }
  throw new Error('it was taken')
}

test('a file written by hand after the decision is read', () => {
  const read = read_dossier(by_hand(hand_row))
  assert.equal(read.facility, '99999')
  const [row] = read.visits[0]?.XML4 ?? []
  assert.equal(row?.['TEN_CHI_SO'], 'CRP <hs>')
  assert.equal(row?.['GIA_TRI'], '12 & tăng')
  assert.equal(row?.['MA_CHI_SO'], '')
})

test('what is cut, doubled, unknown or declared is refused by name', () => {
  assert.match(
    refused(() => read_dossier(by_hand(hand_row, '2'))),
    /2 hồ sơ nhưng có 1/,
  )
  assert.match(
    refused(() => read_dossier(by_hand(hand_row.replace('<MO_TA/>', '')))),
    /thiếu phần tử MO_TA/,
  )
  assert.match(
    refused(() => read_dossier(by_hand(hand_row.replace('<MO_TA/>', '<MO_TA/><MO_TA/>')))),
    /hai lần/,
  )
  assert.match(
    refused(() => read_dossier(by_hand(hand_row.replaceAll('GIA_TRI', 'GIATRI')))),
    /không có trường tên GIATRI/,
  )
  assert.match(
    refused(() => read_dossier(Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))),
    /không đọc được|gốc/,
  )
  assert.match(
    refused(() => read_dossier(Buffer.from('<SO_SUC_KHOE_DIEN_TU/>'))),
    /GIAMDINHHS/,
  )
  assert.match(
    refused(() => read_dossier(by_hand('<DOI_KHAC/>'))),
    /phần tử gốc phải là/,
  )
})

test('what is written is read back, all elements in the order of the table', () => {
  const text = write_dossier(sample_dossier())
  const [tables] = read_dossier(Buffer.from(text)).visits
  for (const id of ['XML1', 'XML2', 'XML3', 'XML4'] as const) {
    const [told] = tables?.[id] ?? []
    const [given = {}] = sample_tables[id] ?? []
    assert.deepEqual(
      Object.keys(told ?? {}),
      table_definitions[id].fields.map(({ name }) => name),
    )
    for (const [name, value] of Object.entries(given)) assert.equal(told?.[name], value, `${id}.${name}`)
  }
  assert.equal(table_ids.length, 14)
})

test('a whole claim passes; what is wrong in one is named with table, field and reason', () => {
  assert.deepEqual(check_visit(sample_tables, 'claim').map(say_fault), [])
  const faults_of = (changes: Record<string, string>): string =>
    check_visit({ ...sample_tables, XML1: [{ ...sample_row, ...changes }] }, 'claim')
      .map(say_fault)
      .join('\n')
  assert.match(faults_of({ MA_DANTOC: '' }), /XML1 · Dân tộc \(MA_DANTOC\) · bắt buộc nhưng đang trống/)
  assert.match(faults_of({ NGAY_RA: '202611310900' }), /NGAY_RA.*không phải thời điểm có thật/)
  assert.match(faults_of({ NGAY_VAO_NOI_TRU: '202611180900' }), /trước NGAY_VAO/)
  assert.match(faults_of({ GIOI_TINH: '4' }), /“4” không có trong danh mục Giới tính/)
  assert.match(faults_of({ SO_NGAY_DTRI: '1' }), /ghi 1, hình thức 03 tính ra 2/)
  assert.match(faults_of({ T_THUOC: '19000' }), /ghi 19000, tổng thành tiền thuốc là 20000/)
  assert.match(faults_of({ MA_BENH_KT: 'J18.1;I10' }), /J18.1 trùng bệnh chính/)
  assert.match(faults_of({ MA_LOAI_RV: '2' }), /MA_NOI_DEN\) · bắt buộc/)
  assert.match(faults_of({ LY_DO_VNT: '' }), /LY_DO_VNT\) · bắt buộc/)
  assert.match(faults_of({ CAN_NANG: '54.00000' }), /dài 8 ký tự, tối đa 6/)
  assert.match(faults_of({ T_BNTT: '1.234,00' }), /không phải số/)
  assert.match(faults_of({ MA_LK: 'D-002' }), /khác MA_LK của XML1/)
  const line = { ...sample_tables.XML2?.[0], THANH_TIEN_BV: '25000' }
  assert.match(
    check_visit({ ...sample_tables, XML2: [line] }, 'claim')
      .map(say_fault)
      .join(),
    /ghi 25000, tính ra 20000/,
  )
})

test('the book may leave open what only billing knows, and nothing else', () => {
  const drug = {
    MA_LK: 'D-001',
    STT: '1',
    MA_NHOM: '4',
    TEN_THUOC: 'Amoxicilin',
    LIEU_DUNG: '1 viên × 2',
    NGAY_YL: '202611191600',
  }
  const zero = Object.fromEntries(
    table_definitions.XML2.fields
      .filter(({ type, name }) => type === 'decimal' && !/SO_LUONG|MUC/.test(name))
      .map(({ name }) => [name, '0']),
  )
  const visit = {
    ...sample_row,
    T_THUOC: '0',
    T_TONGCHI_BV: '0',
    T_TONGCHI_BH: '0',
    T_BNCCT: '0',
    T_BHTT: '0',
    T_BHTT_GDV: '0',
  }
  const tables = { XML1: [visit], XML2: [{ ...drug, ...zero, MA_KHOA: 'K03' }] }
  const errors = (profile: 'claim' | 'health-book') =>
    check_visit(tables, profile)
      .filter(({ severity }) => severity === 'error')
      .map(({ field }) => field)
  assert.deepEqual(errors('health-book'), [])
  assert.ok(errors('claim').includes('MA_THUOC'))
  assert.ok(
    check_visit(tables, 'health-book').some(({ field, severity }) => field === 'MA_THUOC' && severity === 'warning'),
  )
})

test('the canonical form is the one of the recommendation', () => {
  // After W3C xml-c14n §3.3 (start tags): order of namespaces and attributes, empty elements, entities, line ends.
  const source =
    '<e a:attr="out" b:attr="sorted" attr2="all" attr="I\'m" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"><f  a="&lt;&quot;&#9;"/>a&gt;b&amp;\r\nc<!-- no --></e>'
  assert.equal(
    canonical(read_xml_tree(source)),
    '<e xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I\'m" attr2="all" b:attr="sorted" a:attr="out"><f a="&lt;&quot;&#x9;"></f>a&gt;b&amp;\nc</e>',
  )
})

const provider_of = (kind: KeyKind) => {
  const validity = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) }
  const authority = make_root({ common_name: 'Gốc thử', organization: 'Thử', validity })
  const keys = make_key_pair(kind)
  const pem = issue_certificate(authority, {
    subject: { common_name: 'Bệnh viện thử', organization: 'Bệnh viện thử', identifier: 'CSKCB:24012' },
    public_key_pem: keys.public_key_pem,
    validity,
    serial: '01',
  })
  return software_provider(keys.private_key_pem, pem)
}

for (const kind of ['rsa-2048', 'ecdsa-p256'] as const)
  test(`signed with ${kind} in CHUKYDONVI; one letter changed, or the signature put elsewhere, and it does not count`, async () => {
    const provider = provider_of(kind)
    const text = Buffer.from(await sign_dossier(write_dossier(sample_dossier()), provider)).toString('utf8')
    assert.equal(verify_dossier(text).problem, '')
    assert.match(verify_dossier(text.replace('20261120', '20261121')).problem, /sửa sau khi ký/)
    assert.match(verify_dossier(text.replace(/<Signature .*<\/Signature>/, '')).problem, /chưa có chữ ký/)
    const other = Buffer.from(await sign_dossier(write_dossier(sample_dossier()), provider_of(kind))).toString('utf8')
    const certificate = /<X509Certificate>.*<\/X509Certificate>/
    assert.match(
      verify_dossier(text.replace(certificate, certificate.exec(other)?.[0] ?? '')).problem,
      /không đúng với chứng thư/,
    )
    assert.match(verify_dossier(text.replace('URI=""', 'URI="#x"')).problem, /không phủ toàn bộ/)
    assert.equal(read_dossier(Buffer.from(text)).visits.length, 1)
  })

test('openssl agrees with the RSA signature over SignedInfo', async () => {
  const provider = provider_of('rsa-2048')
  const text = Buffer.from(await sign_dossier(write_dossier(sample_dossier()), provider)).toString('utf8')
  // Cut out of its document SignedInfo says the namespaces it stood in (C14N §2.4), in order of their prefixes.
  const info = (/<SignedInfo>.*<\/SignedInfo>/.exec(text)?.[0] ?? '').replace(
    '<SignedInfo>',
    '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
  )
  const value = /<SignatureValue>(.*)<\/SignatureValue>/.exec(text)?.[1] ?? ''
  const dir = mkdtempSync(join(tmpdir(), 'bhyt-'))
  try {
    const at = (name: string): string => join(dir, name)
    writeFileSync(at('info'), info)
    writeFileSync(at('sig'), Buffer.from(value, 'base64'))
    writeFileSync(at('cert.pem'), provider.certificate)
    writeFileSync(at('key.pem'), execFileSync('openssl', ['x509', '-in', at('cert.pem'), '-pubkey', '-noout']))
    const said = execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      at('key.pem'),
      '-signature',
      at('sig'),
      at('info'),
    ])
    assert.match(said.toString(), /Verified OK/)
  } finally {
    rmSync(dir, { recursive: true })
  }
  assert.ok(child_of(read_xml_tree(text), 'CHUKYDONVI'))
})
