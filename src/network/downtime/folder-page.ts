import { format_date_time } from '../../base/time/index.ts'
import type { DowntimePlan } from './contract.ts'
import type { Closed } from './lock.ts'

export type FolderPage = {
  house: string
  written_at: string
  plan: DowntimePlan
  /** File and words of each blank form. */
  forms: { file: string; title: string }[]
  list: Closed | null
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** Inside a script element nothing of the data may end it. */
const as_data = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const style = `body{font:16px/1.45 system-ui,"Segoe UI",sans-serif;max-width:1000px;margin:0 auto;padding:16px;color:#16262b}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:26px 0 8px}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #b9c6c9;padding:4px 7px;text-align:left;vertical-align:top}li{margin:4px 0}
.muted{color:#546a70}.alarm{color:#b3261e;font-weight:600}input,button{font:inherit;padding:7px 10px}
input{width:15em;text-transform:uppercase}.labels{display:grid;grid-template-columns:repeat(3,1fr);gap:6px}
.labels div{border:1px dashed #889;padding:6px;font-size:13px;min-height:52px;break-inside:avoid}
@media print{.no-print{display:none}body{padding:0}h2{break-after:avoid}}
@media(max-width:600px){.labels{grid-template-columns:1fr}.wide{overflow-x:auto}}`

/** Runs in the browser without a network: opens the list with the words, as `lock.ts` closed it. */
const script = `const closed=JSON.parse(document.getElementById('closed').textContent)
const bytes=(text)=>Uint8Array.from(atob(text),(one)=>one.charCodeAt(0))
const open_list=async(words)=>{
const raw=new TextEncoder().encode(words.toUpperCase().replace(/[^0-9A-Z]/g,''))
const base=await crypto.subtle.importKey('raw',raw,'PBKDF2',false,['deriveKey'])
const key=await crypto.subtle.deriveKey({name:'PBKDF2',hash:'SHA-256',salt:bytes(closed.salt),iterations:closed.iterations},base,{name:'AES-GCM',length:256},false,['decrypt'])
return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({name:'AES-GCM',iv:bytes(closed.nonce)},key,bytes(closed.text))))}
const cell=(row,text,tag='td')=>{const one=document.createElement(tag);one.textContent=text;row.append(one);return one}
const show=(list)=>{
const table=document.createElement('table')
const head=table.createTHead().insertRow()
for(const word of ['Khoa','Buồng, giường','Họ tên','Tuổi','Số vào viện','Chẩn đoán','Dị ứng'])cell(head,word,'th')
const body=table.createTBody()
for(const one of list){const row=body.insertRow()
for(const text of [one.department,one.bed,one.name,one.age,one.number,one.diagnosis])cell(row,text)
const last=cell(row,one.allergies);if(one.allergies)last.className='alarm'}
const labels=document.createElement('div');labels.className='labels'
for(const one of list){const box=document.createElement('div')
for(const text of [one.name,one.age+' · '+one.gender+' · '+one.birth,'Số vào viện '+one.number,one.department+', '+one.bed]){const line=document.createElement('span');line.textContent=text;box.append(line,document.createElement('br'))}
labels.append(box)}
const title=document.createElement('h2');title.textContent='Nhãn dán giấy ('+list.length+')'
const wide=document.createElement('div');wide.className='wide';wide.append(table)
document.getElementById('list').replaceChildren(wide,title,labels)}
document.getElementById('ask')?.addEventListener('submit',async(event)=>{event.preventDefault()
const said=document.getElementById('said');said.textContent='Đang mở…'
try{show(await open_list(document.getElementById('words').value));said.textContent=''}
catch{said.textContent='Cụm từ không đúng. Gõ lại đúng như trong phong bì.'}})`

const contacts_of = ({ contacts }: DowntimePlan): string =>
  contacts
    .map(
      ({ role, name, phone }) =>
        `<tr><td>${escaped(role)}</td><td>${escaped(name) || '…'}</td><td>${escaped(phone) || '…'}</td></tr>`,
    )
    .join('')

const list_part = (list: Closed | null): string =>
  list
    ? `<form id="ask" class="no-print"><label>Cụm từ trong phong bì của khoa: <input id="words" autocomplete="off"></label>
<button>Mở danh sách</button> <span id="said" class="alarm" role="alert"></span></form><div id="list"></div>
<p class="muted">Ai mở ghi tên, giờ vào sổ của khoa: lúc này phần mềm không ghi nhật ký được. Bản in phải hủy sau khi nhập lại.</p>`
    : `<p class="alarm">Chưa có danh sách: đơn vị chưa đặt cụm từ mở (trang “Khi hệ thống ngừng”). Tên người bệnh không bao giờ nằm ở đây mà không khóa.</p>`

/** One file that any browser opens from a disk or a stick, with nothing else beside it but the forms. */
export const make_page = (page: FolderPage): string => `<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Khi hệ thống ngừng – ${escaped(page.house)}</title>
<style>${style}</style></head><body>
<h1>Khi hệ thống ngừng</h1><p>${escaped(page.house)}. <b>Viết lúc ${escaped(format_date_time(page.written_at))}</b>;
<span class="muted">thay đổi sau giờ đó không có ở đây.</span></p>
<h2>Gọi ai</h2><table>${contacts_of(page.plan)}</table>
<h2>Làm gì</h2><ol>${page.plan.steps.map((one) => `<li>${escaped(one)}</li>`).join('')}</ol>
<h2>Giấy</h2><p><a href="so-giay.pdf">Số giấy để dán</a>: in trước, dán một số lên mỗi tờ, dùng theo thứ tự.</p>
<ul>${page.forms.map(({ file, title }) => `<li><a href="${encodeURI(file)}">${escaped(title)}</a></li>`).join('')}</ul>
<h2>Người bệnh nội trú</h2>${list_part(page.list)}
${page.list ? `<script type="application/json" id="closed">${as_data(page.list)}</script><script>${script}</script>` : ''}
</body></html>`
