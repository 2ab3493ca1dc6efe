// The first question of the appeal as HTML, which the page asks before the program stands (web/shell/question.mjs): its
// words and options come from the form's definition, its look is that of the program's own page (web/shell/question.css).
import fs from 'node:fs';
import path from 'node:path';
import { iconPaths } from './icons.mjs';

/** Beside each kind, as ui/views/appeal/appeal_form.cpp draws them; tests/js/question.test.mjs compares the two. */
export const KIND_ICONS = {
  consult: 'info-circle', help: 'heart-handshake', complaint: 'alert-triangle', suggestion: 'message-report', praise: 'mood-smile',
};

/** @param {string} root of the source @returns {string} */
export function firstQuestion(root) {
  const read = (/** @type {string} */ name) => JSON.parse(fs.readFileSync(path.join(root, 'assets', name), 'utf8'));
  const form = read('catalogue/forms/appeal.json');
  const words = Object.assign({}, ...['form', 'appeal', 'core', 'words'].map((area) => read(`i18n/zh-CN/${area}.json`)));
  const codepoints = read('icons/icons.json');
  const outlines = iconPaths(root);
  const [section] = form.sections;
  const [field] = form.fields;
  if (field.section !== section.id || field.type !== 'choice') throw new Error('the appeal does not begin with a choice');
  /** @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) => {
    if (!words[key]) throw new Error(`no words for ${key}`);
    return String(words[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
      .replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  };
  const icon = (/** @type {string} */ name) => {
    if (!outlines[codepoints[name]]) throw new Error(`no icon ${name}`);
    return `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${outlines[codepoints[name]]}"/></svg>`;
  };
  const base = `${form.words}.${field.path}`;
  const options = field.options.map((/** @type {keyof typeof KIND_ICONS} */ option) =>
    `<label><input type="radio" name="category" value="${option}" required><b>${say(`${base}.option.${option}`)}</b>` +
    `<span>${say(`${base}.option.${option}.detail`)}</span>${icon(KIND_ICONS[option])}</label>`);
  return '<form id="first-question" hidden>' +
    `<div class="bar"><button type="button" aria-label="${say('page.back')}">${icon('arrow-back')}</button>` +
    `<p><b>${say('page.appeal_form.title')}</b><span role="status">${say('appeal.position', { step: 1, count: form.sections.length })}</span></p></div>` +
    `<progress max="${form.sections.length}" value="1" aria-label="${say('appeal.progress')}"></progress>` +
    `<div class="page"><div><h1 tabindex="-1">${say(`${form.words}.section.${section.id}.title`)}</h1>` +
    `<div role="radiogroup" aria-label="${say(`${base}.label`)}">${options.join('')}</div>` +
    `<p class="urgent">${icon('info-circle')}<span>${say('appeal.kind.urgent')}</span></p></div></div>` +
    `<div class="next"><button>${say('appeal.next')}</button></div></form>`;
}
