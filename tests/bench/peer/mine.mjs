// The resident's cases: Vant's list, which fetches the next part when its end comes into sight.
import { defineComponent, h, ref, shallowRef } from 'vue';
import { Cell, List, Tag } from 'vant';
import { day, get } from './api.mjs';

/** A component of its own, so that Vue leaves the rows that are there alone when more of them come. */
const Row = defineComponent({
  props: { one: { type: Object, required: true }, position: { type: Number, required: true } },
  setup: ({ one, position }) => () => h(Cell, {
    title: one.title, label: `${day(one.created_at)} · ${one.place_text}`, isLink: true, 'aria-posinset': position,
  }, { value: () => h(Tag, { type: one.clock === 'red' ? 'danger' : 'primary' }, () => one.state) }),
});

export const Mine = defineComponent(() => {
  /** @type {import('vue').ShallowRef<any[]>} */
  const items = shallowRef([]);
  const total = ref(0);
  const loading = ref(false);
  const finished = ref(false);
  let cursor = '';
  async function load() {
    const answer = await get(`/cases?scope=mine&limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.value = [...items.value, ...answer.items];
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
    }, () => items.value.map((one, index) => h(Row, { key: one.number, one, position: index + 1 }))),
  ]);
});
