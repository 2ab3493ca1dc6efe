// @ts-check
// What the page does beside the program once all of it is there.

import { keptRole } from '../../shell/programs.mjs';
import { watchBanners } from './banners.mjs';
import { keepForLater, keepServicesAhead } from './keep.mjs';

/**
 * @param {Window & typeof globalThis} window
 * @param {import('../../shell/programs.mjs').Program} program the one that this device runs
 * @param {import('./banners.mjs').Platform} platform
 */
export function whole(window, program, platform) {
  keepForLater(window, program);
  if (program === 'gallery') return;
  const { settings } = platform;
  const { save } = settings;
  const tell = [watchBanners(window, { ...platform, settings: { load: settings.load, save } })];
  if (program !== 'onewindow') tell.push(keepServicesAhead(window, () => keptRole(window)));
  // Who is signed in, the language and the look are kept there: each of them may be another afterwards.
  settings.save = (name, value) => {
    save(name, value);
    for (const check of tell) check();
  };
}
