// What the page itself says, in both languages; the bot's words come from the bot.
const words = {
  title: ['连心', 'lianxin'], skip: ['跳到内容', 'Skip to content'],
  chats: ['聊天', 'Chats'], board: ['看板', 'Board'], print: ['打印', 'Print'], close: ['关闭', 'Close'], cancel: ['取消', 'Cancel'],
  me_bot: ['连心', 'lianxin'], private: ['和连心的私聊', 'Private, with lianxin'], private_hint: ['只有你和连心看得到', 'Only you and lianxin see it'],
  members: ['{n} 人', '{n} people'], unread: ['{n} 条没看', '{n} unread'], back: ['返回聊天列表', 'Back to the chats'],
  list: ['聊天列表', 'List of chats'], messages: ['消息', 'Messages'], nothing: ['还没有消息', 'Nothing said yet'],
  older: ['更早的消息', 'Earlier messages'], whole: ['看全文', 'Show all'], less: ['收起', 'Show less'], newer: ['有新消息 ↓', 'New messages ↓'],
  say: ['说点什么…', 'Say something…'], say_label: ['要说的话', 'Message'], send: ['发送', 'Send'], picture: ['发图片', 'Add a picture'], remove: ['去掉图片', 'Remove the picture'],
  picture_of: ['{who} 发的图片', 'Picture by {who}'], quick: ['常用语', 'Quick phrases'], hints: ['可以选的', 'Suggestions'],
  hint_help: ['上下键选,Tab 填入,Enter 发送', 'Arrow keys choose, Tab fills in, Enter sends'],
  not_sent: ['没发出去', 'Not sent'], again: ['再发一次', 'Send again'], sending: ['正在发', 'Sending'], quote: ['回复', 'Reply'], quoting: ['回复:{text}', 'Reply to: {text}'], answered: ['按了「{text}」', 'pressed “{text}”'],
  too_big: ['图片超过 8 MB,请缩小再发', 'The picture is over 8 MB; please make it smaller'], not_picture: ['只收图片:JPEG、PNG、GIF、WebP', 'Only pictures: JPEG, PNG, GIF, WebP'],
  offline: ['连不上了,正在重连…没发出去的会留着', 'The connection is lost, trying again… What was not sent is kept'], failed: ['没成功:{why}', 'That failed: {why}'],
  speak_as: ['我是', 'I am'], language: ['English', '中文'], language_label: ['换成英文', 'Switch to Chinese'],
  clock: ['时间:{time}', 'Time: {time}'], travel: ['时间往前走', 'Move the clock forward'], travel_hint: ['演示里时间可以往前拨,路上该提醒的都会说。', 'In the demo the clock can be moved forward; what falls due on the way is said.'],
  travel_to: ['到什么时候', 'To what time'], travel_like: ['如:11:30、明天 8:00、下周一 08:00', 'like 11:30, tomorrow 8:00, next monday 08:00'], go: ['去', 'Go'], half_hour: ['半小时后', 'In half an hour'], noon: ['中午 11:30', '11:30'], tomorrow: ['明早 08:00', 'Tomorrow 08:00'], monday: ['下周一 08:00', 'Next Monday 08:00'],
  story: ['存成对话文件', 'Save the conversation'], story_hint: ['存下来的 .chat 文件可以用 lianxin chat 重放', 'The .chat file can be replayed with lianxin chat'], arrived: ['现在是 {time}', 'It is now {time}'],
  sign_in: ['登录', 'Sign in'], sign_out: ['退出', 'Sign out'], name: ['姓名或手机号', 'Name or phone number'], your_name: ['姓名', 'Name'], password: ['密码', 'Password'], by_code: ['验证码', 'Code'], by_password: ['密码', 'Password'], by_invitation: ['邀请码', 'Invitation'],
  send_code: ['把验证码发到我的群聊私信', 'Send me a code in a private message'], code_sent: ['名字对的话,连心已经私聊发了验证码,10 分钟内有效。', 'If the name is right, lianxin has sent a code in a private message. It is good for 10 minutes.'], code: ['八位验证码', 'Code of eight characters'], invitation: ['管理员给的八位邀请码', 'Code of eight characters from the administrator'],
  invitation_hint: ['管理员运行 lianxin invite 得到邀请码', 'An administrator gets one by: lianxin invite'], new_password: ['新密码(至少 10 个字符)', 'New password (10 characters or more)'], set_password: ['设密码', 'Set a password'], password_set: ['密码设好了', 'The password is set'], password_why: ['设了密码,下次不用验证码也能登录。', 'With a password you can sign in without a code next time.'], later: ['以后再说', 'Not now'],
  welcome: ['村里的事,说一句就办', 'Say it once, and it is done'], account: ['我的', 'Account'],
  today: ['今天', 'Today'], tomorrow_word: ['明天', 'Tomorrow'], guests: ['{n} 人', '{n} guests'],
  arrivals: ['来客', 'Guests'], no_arrivals: ['今天没有派客', 'No guests today'], sum_good: ['合计 {sum} = {heads} ✓', 'Sum {sum} = {heads} ✓'], sum_bad: ['⚠ 合计 {sum},要 {heads},差 {gap}', '⚠ Sum {sum}, wanted {heads}, {gap} short'], accepted: ['已接 {n}/{all} 家 · {heads} 人', '{n}/{all} accepted · {heads} guests'], seats: ['{n} / {free} 座', '{n} of {free} seats'],
  ledger: ['公平账', 'Fairness ledger'], ledger_gap: ['最多和最少相差 {n} 分', 'Between most and least: {n} points'], served: ['接待', 'served'], charged: ['不接等记账', 'charged for refusals'], corrected: ['更正', 'corrections'], promised: ['待接待', 'promised'], due: ['应得', 'due'], issues: ['问题', 'Issues'], open_issues: ['没办完', 'open'], week: ['一周内', 'up to a week'], month: ['一周到一月', 'a week to a month'], older_month: ['一个月以上', 'over a month'], by_owner: ['在谁手里', 'By owner'],
  weeks: ['每周:上报和办成', 'By week: listed and solved'], listed: ['上报', 'listed'], solved: ['办成', 'solved'], visits: ['走访', 'Visits'], visits_due: ['户该去了', 'households due'], coverage: ['各村走到', 'Reached, by village'], reached: ['{n}/{all} 户', '{n}/{all} households'],
  posts: ['消息', 'Posts'], waiting: ['等着发', 'waiting'], dead: ['没送到', 'not delivered'], resend: ['重发', 'Send again'], resend_of: ['重发第 {n} 条', 'Send no. {n} again'], next: ['接下来要说的', 'What comes next'], none: ['没有', 'none'], all: ['看全部', 'Show all'], csv: ['导出 CSV', 'Export CSV'], xlsx: ['导出 Excel', 'Export Excel'], updated: ['{time} 的样子', 'As of {time}'], nothing_for_you: ['这里没有你能看的', 'There is nothing here for you'],
  print_what: ['打印什么', 'What to print'], notice_board: ['公示牌', 'Notice board'], card: ['连心卡', 'Contact card'], slip: ['抄告单', 'Escalation slip'], weekly: ['每周清单', 'Weekly list'], household: ['哪一户', 'Household'], slip_number: ['抄告单编号', 'Number of the slip'], preview: ['预览', 'Preview'], do_print: ['打印', 'Print'], weekly_title: ['每周清单', 'Weekly list'], weekly_from: ['{from} 至 {to}', '{from} to {to}'], signature: ['签字', 'Signature'], done: ['办理情况', 'What was done'], printed: ['打印于 {time}', 'Printed {time}'], open_list: ['没办完的问题', 'Open issues'], visit_list: ['待访的户', 'Households to visit'],
  days: ['日一二三四五六', 'Sun Mon Tue Wed Thu Fri Sat'],
};

let language = (() => {
  try { const kept = localStorage.getItem('language'); if (kept) return kept; } catch { /* a browser that keeps nothing */ }
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
})();

export const lang = () => language;
export function setLanguage(to) {
  language = to;
  try { localStorage.setItem('language', to); } catch { /* for this visit only */ }
  document.documentElement.lang = to;
}

export function t(key, values) {
  const text = words[key][language === 'zh' ? 0 : 1];
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name]) : text;
}

// Times are the office's, whatever the phone thinks.
let zone = 480;
export const setZone = (minutes) => { zone = minutes; };
const local = (at) => new Date(at + zone * 60000);
const two = (n) => String(n).padStart(2, '0');
export const clock = (at) => `${two(local(at).getUTCHours())}:${two(local(at).getUTCMinutes())}`;
export const isoDay = (at) => local(at).toISOString().slice(0, 10);
export function day(at) {
  const d = local(at);
  const name = language === 'zh' ? `周${t('days')[d.getUTCDay()]}` : t('days').split(' ')[d.getUTCDay()];
  return language === 'zh' ? `${d.getUTCMonth() + 1}月${d.getUTCDate()}日 ${name}` : `${name} ${d.getUTCDate()}/${d.getUTCMonth() + 1}`;
}
export const moment = (at) => `${day(at)} ${clock(at)}`;
