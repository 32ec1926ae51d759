import { words_of } from '../../../base/ui/index.ts'

const vi = {
  title: 'Việc của Sở',
  note: 'Kế hoạch, văn bản chờ duyệt, câu hỏi chờ trả lời và lời nhắc theo quy tắc.',
  nothing: 'Không có gì chờ Sở duyệt hay trả lời',
  nothing_note: 'Cơ sở gửi kế hoạch, văn bản hoặc nêu khó khăn thì việc hiện ở đây.',
  plans: 'Kế hoạch chờ duyệt',
  plan: (version: number, programme: string) => `Kế hoạch bản ${version} · ${programme}`,
  papers: 'Phiếu, văn bản chờ duyệt',
  asked: 'Khó khăn, đề nghị chờ trả lời',
  due: 'hạn',
  reminders: 'Được nhắc',
  rules: 'Quy tắc nhắc',
  unread: (count: number) => `${count} chưa xem`,
  no_reminders: 'Chưa có lời nhắc nào cho Sở.',
  new: 'chưa xem',
  read: 'đã xem',
  see: 'Đã xem',
  see_all: 'Đánh dấu tất cả đã xem',
  seen_done: 'Đã ghi là đã xem',
  seen_by: (name: string) => `${name} đã xem`,
  told: { facility: 'cơ sở', director: 'lãnh đạo cơ sở', oversight: 'chuyên viên Sở', oversight_lead: 'lãnh đạo Sở' },
}

const en: typeof vi = {
  title: 'For the Department to decide',
  note: 'Plans and papers to approve, questions to answer, and what the rules remind of.',
  nothing: 'Nothing waits for the Department',
  nothing_note: 'Plans, papers and questions of the facilities appear here.',
  plans: 'Plans to approve',
  plan: (version, programme) => `Plan, version ${version} · ${programme}`,
  papers: 'Surveys and papers to approve',
  asked: 'Questions to answer',
  due: 'due',
  reminders: 'Reminders',
  rules: 'Rules of reminding',
  unread: (count) => `${count} unread`,
  no_reminders: 'No reminder for the Department yet.',
  new: 'unread',
  read: 'read',
  see: 'Read',
  see_all: 'Mark all as read',
  seen_done: 'Marked as read',
  seen_by: (name) => `read by ${name}`,
  told: { facility: 'facility', director: 'its director', oversight: 'staff', oversight_lead: 'head' },
}

export const use_inbox_words = words_of(vi, en)
