// The resident's cases: Vant's list, which fetches the next part when its end comes into sight.
import { defineComponent, h, ref } from 'vue';
import { Cell, List, Tag } from 'vant';
import { day, get } from './api.mjs';

export const Mine = defineComponent(() => {
  /** @type {import('vue').Ref<any[]>} */
  const items = ref([]);
  const total = ref(0);
  const loading = ref(false);
  const finished = ref(false);
  let cursor = '';
  async function load() {
    const answer = await get(`/cases?scope=mine&limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.value.push(...answer.items);
    total.value = answer.total ?? total.value;
    cursor = answer.next_cursor ?? '';
    finished.value = !cursor;
    loading.value = false;
  }
  return () => h('main', [
    h('h1', '我的办件'),
    h('h2', `我的办件 共 ${total.value} 件`),
    h(List, {
      loading: loading.value, 'onUpdate:loading': (/** @type {boolean} */ to) => (loading.value = to),
      finished: finished.value, finishedText: '没有更多了', onLoad: load,
    }, () => items.value.map((one, index) => h(Cell, {
      key: one.number, title: one.title, label: `${day(one.created_at)} · ${one.place_text}`, isLink: true, to: undefined,
      'aria-posinset': index + 1,
    }, { value: () => h(Tag, { type: one.clock === 'red' ? 'danger' : 'primary' }, () => one.state) }))),
  ]);
});
