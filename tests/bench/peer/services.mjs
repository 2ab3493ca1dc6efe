// The services: their list, a guide, the tasks of an application and a page of its form, from the portal's own files.
import { computed, defineComponent, h, reactive, ref, watch } from 'vue';
import { Button, Cell, CellGroup, Checkbox, Collapse, CollapseItem, Field, Form, Tag } from 'vant';

const LANGUAGE = 'zh-CN';
/** @type {Record<string, string> | undefined} */
let files;
/** @type {Map<string, any>} */
const kept = new Map();

/** @param {string} name of the file @returns {Promise<any>} kept once it is there */
async function read(name) {
  files ??= /** @type {Record<string, string>} */ ((await (await fetch('/api/v1/catalogue')).json()).files);
  if (!kept.has(name)) kept.set(name, await (await fetch(files[name])).json());
  return kept.get(name);
}

/** @param {string} code */
function useService(code) {
  const found = ref(kept.get(`service.${code}.${LANGUAGE}.json`));
  if (!found.value) read(`service.${code}.${LANGUAGE}.json`).then((one) => (found.value = one));
  return found;
}

/** What the address names after its first part. @param {number} part */
const named = (part) => decodeURIComponent(location.hash.split('/')[part] ?? '');

export const Services = defineComponent(() => {
  /** @type {import('vue').Ref<any[]>} */
  const services = ref([]);
  const event = /\?event=(\w+)$/.exec(location.hash)?.[1];
  read(`services.${LANGUAGE}.json`).then((list) => {
    services.value = list.services.filter((/** @type {any} */ one) => !event || one.events.includes(event));
  });
  return () => h('main', [
    h('h1', '办事'),
    h(CellGroup, { inset: true }, () => services.value.map((one) =>
      h(Cell, { key: one.code, title: one.title, label: one.summary, isLink: true, role: 'link', 'aria-label': one.title,
                onClick: () => (location.hash = `#/services/${one.code}`) }))),
  ]);
});

export const Guide = defineComponent(() => {
  const code = named(2);
  const found = useService(code);
  const open = ref([]);
  return () => {
    if (!found.value) return h('main', []);
    const { service, words } = found.value;
    const word = (/** @type {string} */ key) => words[`service.${code}.${key}`] ?? '';
    return h('main', [
      h('h1', word('title')), h('p', word('summary')),
      h(CellGroup, { inset: true, title: '能不能办' }, () => service.conditions.map((/** @type {any} */ one) =>
        h(Cell, { key: one.id, title: word(`condition.${one.id}`) }, { value: () => h(Tag, { type: 'warning' }, () => '还需要') }))),
      h(CellGroup, { inset: true, title: '材料' }, () => service.materials.map((/** @type {any} */ one) =>
        h(Cell, { key: one.id, title: words[`material.${one.id}`] ?? one.id, value: one.have ? '已有' : '要拍照' }))),
      h(CellGroup, { inset: true }, () => [
        h(Cell, { title: '时限', value: `${service.time.promised} 个工作日` }), h(Cell, { title: '费用', value: '不收费' }),
        h(Cell, { title: '窗口', value: `${service.counter} 号窗口` }),
      ]),
      h(Collapse, { modelValue: open.value, 'onUpdate:modelValue': (/** @type {any} */ to) => (open.value = to) }, () =>
        service.questions.map((/** @type {string} */ one) =>
          h(CollapseItem, { key: one, name: one, title: word(`question.${one}.ask`) }, () => word(`question.${one}.answer`)))),
      h('div', { class: 'actions' }, h(Button, { type: 'primary', block: true, onClick: () => (location.hash = `#/apply/${code}`) }, () => '去办')),
    ]);
  };
});

export const Tasks = defineComponent(() => {
  const code = named(2);
  const found = useService(code);
  return () => h('main', !found.value ? [] : [
    h('h1', found.value.words[`service.${code}.title`]),
    h(CellGroup, { inset: true }, () => found.value.form.sections.map((/** @type {any} */ one) =>
      h(Cell, { key: one.id, title: one.id === 'what' ? '要办的事' : one.id, isLink: true, role: 'link',
                onClick: () => (location.hash = `#/apply/${code}/${one.id}`) }))),
  ]);
});

export const Section = defineComponent(() => {
  const code = named(2), section = named(3);
  const found = useService(code);
  /** @type {Record<string, any>} */
  const answers = reactive(JSON.parse(localStorage.getItem(code) ?? '{}'));
  watch(answers, () => localStorage.setItem(code, JSON.stringify(answers)));
  const fields = computed(() => found.value?.form.fields.filter((/** @type {any} */ one) => one.section === section) ?? []);
  const label = (/** @type {any} */ field) => found.value.words[`${found.value.form.words}.${field.path}.label`] ?? field.path;
  return () => h('main', !found.value ? [] : [
    h('h1', '要办的事'),
    h(Form, null, () => fields.value.map((/** @type {any} */ field) => (field.type === 'choice'
      ? h('div', { class: 'van-cell', key: field.path }, field.options.map((/** @type {string} */ one) =>
        h(Checkbox, { key: one, modelValue: answers[field.path] === one, onClick: () => (answers[field.path] = one) }, () => one)))
      : h(Field, {
        key: field.path, label: label(field), maxlength: field.max, required: field.required,
        modelValue: answers[field.path] ?? '', 'onUpdate:modelValue': (/** @type {string} */ to) => (answers[field.path] = to),
      })))),
    h('div', { class: 'actions' }, h(Button, { type: 'primary', block: true }, () => '下一步')),
  ]);
});
