// The peer: what a team would build with Vue 3 and Vant from the same screens and the same API. It is measured beside
// the portal (../run.mjs) and never shipped.
import { computed, createApp, defineComponent, h, ref, watchEffect } from 'vue';
import { Tabbar, TabbarItem } from 'vant';
import { Kind, What } from './appeal.mjs';
import { Home } from './home.mjs';
import { Mine } from './mine.mjs';
import { Guide, Section, Services, Tasks } from './services.mjs';
import './page.css';

const Empty = defineComponent({ props: { title: String }, setup: (props) => () => h('main', h('h1', props.title)) });

/** @type {Record<string, {title: string, view: import('vue').Component}>} */
const PAGES = {
  '#/': { title: '首页', view: Home },
  '#/services': { title: '办事', view: Services },
  '#/appeals': { title: '诉求', view: Empty },
  '#/mine': { title: '我的办件', view: Mine },
  '#/appeals/new/kind': { title: '我要反映', view: Kind },
  '#/appeals/new/what': { title: '我要反映', view: What },
};
const TABS = [['#/', '首页', 'home-o'], ['#/services', '办事', 'notes-o'], ['#/appeals', '诉求', 'chat-o'], ['#/mine', '我的', 'user-o']];

/** Of what is named by the address. @type {[RegExp, {title: string, view: import('vue').Component}][]} */
const NAMED = [
  [/^#\/services\?event=/, { title: '办事', view: Services }],
  [/^#\/services\/[^/]+$/, { title: '办事', view: Guide }],
  [/^#\/apply\/[^/]+$/, { title: '办事', view: Tasks }],
  [/^#\/apply\/[^/]+\/[^/]+$/, { title: '办事', view: Section }],
];

const hash = ref(location.hash || '#/');
addEventListener('hashchange', () => (hash.value = location.hash || '#/'));

const app = createApp(defineComponent(() => {
  const page = computed(() => PAGES[hash.value] ?? NAMED.find(([address]) => address.test(hash.value))?.[1] ?? PAGES['#/']);
  watchEffect(() => (document.title = `${page.value.title} - 一窗`));
  return () => [
    h(page.value.view, { key: hash.value, title: page.value.title }),
    h(Tabbar, { modelValue: hash.value, safeAreaInsetBottom: true }, () => TABS.map(([name, text, icon]) =>
      h(TabbarItem, { key: name, name, icon, onClick: () => (location.hash = name) }, () => text))),
  ];
}));
app.mount('#app');
document.documentElement.classList.add('live');
