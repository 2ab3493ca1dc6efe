// The appeal form's first steps. What is written is kept on the device at every change, as the portal does.
import { defineComponent, h, reactive, watch } from 'vue';
import { Button, Field, Form, Radio, RadioGroup } from 'vant';

const KINDS = [
  ['咨询', '想问清楚一件事'], ['求助', '有困难，需要人帮忙'], ['投诉', '有地方不对，要人来管'],
  ['建议', '有个更好的办法'], ['表扬', '有人做得好，想说一声'],
];
const KEPT = 'draft';

const draft = reactive(Object.assign({ kind: '', title: '', text: '' }, JSON.parse(localStorage.getItem(KEPT) ?? '{}')));
watch(draft, () => localStorage.setItem(KEPT, JSON.stringify(draft)));

export const Kind = defineComponent(() => () => h('main', [
  h('h1', '您要反映哪类事？'),
  h(RadioGroup, { modelValue: draft.kind, 'onUpdate:modelValue': (/** @type {string} */ to) => (draft.kind = to) }, () =>
    KINDS.map(([name, text]) => h('div', { class: 'van-cell', key: name }, [h(Radio, { name }, () => name), h('span', ` ${text}`)]))),
  h('p', { class: 'actions' }, '有人受伤、着火、正在发生危险，请直接打 120、119 或 110。'),
  h('div', { class: 'actions' }, h(Button, { type: 'primary', block: true, onClick: () => (location.hash = '#/appeals/new/what') }, () => '下一步')),
]));

export const What = defineComponent(() => () => h('main', [
  h('h1', '出了什么事？'),
  h(Form, null, () => [
    h(Field, {
      modelValue: draft.title, 'onUpdate:modelValue': (/** @type {string} */ to) => (draft.title = to),
      label: '标题', placeholder: '一句话，例如“楼道灯坏了”', maxlength: 60,
    }),
    h(Field, {
      modelValue: draft.text, 'onUpdate:modelValue': (/** @type {string} */ to) => (draft.text = to),
      label: '详细描述', type: 'textarea', rows: 6, maxlength: 1000, showWordLimit: true,
    }),
  ]),
  h('div', { class: 'actions' }, h(Button, { type: 'primary', block: true }, () => '下一步')),
]));
