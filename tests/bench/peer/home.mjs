// Home: search, what waits, four ways in, life events, notices.
import { defineComponent, h, onMounted, ref } from 'vue';
import { Cell, CellGroup, Grid, GridItem, Search } from 'vant';
import { day, get } from './api.mjs';

const EVENTS = [
  ['出生', 'smile-o'], ['入学', 'notes-o'], ['就业', 'bag-o'], ['婚育', 'like-o'],
  ['住房', 'wap-home-o'], ['就医', 'first-aid-o'], ['养老', 'service-o'], ['身后', 'flower-o'],
];

export const Home = defineComponent(() => {
  const typed = ref('');
  const street = ref('示例街道');
  /** @type {import('vue').Ref<any[]>} */
  const notices = ref([]);
  /** @type {import('vue').Ref<any[]>} */
  const mine = ref([]);
  onMounted(async () => {
    get('/reference').then((answer) => (street.value = answer.street.name));
    get('/notices').then((answer) => (notices.value = answer.items.slice(0, 3)));
    const { account } = await get('/session');
    if (account) mine.value = (await get('/cases?scope=mine&limit=50')).items;
  });
  const tile = (/** @type {string} */ href, /** @type {string} */ title, /** @type {string} */ text) =>
    h('a', { href }, [title, h('span', text)]);
  return () => {
    const waiting = mine.value.filter((one) => one.can_rate);
    const open = mine.value.filter((one) => one.stage < 5);
    return h('main', [
      h('h1', `一窗 · ${street.value}`),
      h(Search, { modelValue: typed.value, 'onUpdate:modelValue': (/** @type {string} */ to) => (typed.value = to), placeholder: '搜服务、搜社区通知、搜我的办件', shape: 'round' }),
      waiting.length ? h(CellGroup, { inset: true, title: '等您处理' }, () =>
        h(Cell, { title: `“${waiting[0].title}”已办结，请评价是否解决`, value: '去评价', isLink: true })) : null,
      h('nav', { class: 'tiles', 'aria-label': '办事入口' }, [
        tile('#/services', '我要办事', '先看能不能办'),
        tile('#/appeals/new/kind', '我要反映', '说清楚，有回音'),
        tile('#/mine', '我的办件', `${open.length} 件在办，${waiting.length} 件待评价`),
        tile('#/assist', '请人帮办', '打个电话，网格员上门'),
      ]),
      h('h2', '人生大事'),
      h(Grid, { columnNum: 4, clickable: true }, () => EVENTS.map(([text, icon]) => h(GridItem, { key: text, text, icon }))),
      h('h2', '社区通知'),
      h(CellGroup, { inset: true }, () => notices.value.map((one) =>
        h(Cell, { key: one.id, title: one.title, label: day(one.published_at), isLink: true }))),
    ]);
  };
});
